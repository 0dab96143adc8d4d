// What every page loads: htmx with its web socket and content-security extensions, bundled as one file.
import "htmx.org";
import "htmx.org/dist/ext/hx-csp.js";
import "htmx.org/dist/ext/hx-ws.js";
