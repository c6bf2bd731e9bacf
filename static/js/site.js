// What a page can do more when scripts run; every part works without, and none needs another.
import { readAloud } from "./aloud.js";
import { noteClicks } from "./clicks.js";
import { markContents } from "./contents.js";
import { offerElderMode } from "./elder.js";
import { submitOnChoice } from "./facets.js";
import { takeFeedback } from "./feedback.js";
import { showOpenState } from "./hours.js";
import { preparePrinting } from "./printing.js";
import { suggest } from "./suggest.js";
import { makeTabs } from "./tabs.js";
import { keepTicks } from "./ticks.js";

offerElderMode();
preparePrinting();
readAloud();
document.querySelectorAll("[data-suggest]").forEach(suggest);
document.querySelectorAll("[data-tabs]").forEach(makeTabs);
document.querySelectorAll(".toc").forEach(markContents);
document.querySelectorAll(".points").forEach(showOpenState);
document.querySelectorAll("[data-guide]").forEach(keepTicks);
document.querySelectorAll("[data-feedback]").forEach(takeFeedback);
document.querySelectorAll(".hits").forEach(noteClicks);
document.querySelectorAll("form.facets").forEach(submitOnChoice);
