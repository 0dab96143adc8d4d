// Instead of two modules of the shared text's library: what it would write to the console, in colours, and how
// it would find out where it runs, for which it looks into the browser's storage. Both would weigh 4 KB.
export const BOLD = "";
export const UNBOLD = "";
export const ORANGE = "";
export const RED = "";
export const print = () => {};
export const warn = print;
export const getVariable = () => null;
