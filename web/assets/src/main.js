// What every page loads: htmx with its content-security extension, and what makes a page live.
import "htmx.org";
import "htmx.org/dist/ext/hx-csp.js";
import "./page/forms.js";
import "./page/minutes.js";
import "./page/mine.js";
import "./page/preview.js";
import "./page/zone.js";
import { arrive } from "./page/arrivals.js";
import { keepLive } from "./page/socket.js";

document.addEventListener("DOMContentLoaded", () => keepLive(document.body.dataset, arrive));
