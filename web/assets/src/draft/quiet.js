// What the libraries would write to the console, in colours: nobody reads it there, and it weighs 3 KB.
export const BOLD = "";
export const UNBOLD = "";
export const ORANGE = "";
export const RED = "";
export const print = () => {};
export const warn = print;
