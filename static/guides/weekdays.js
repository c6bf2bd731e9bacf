// 周一至周五 in one click, beside the days of a row of hours.
import { whenBuilt } from "./built.js";

const WORK_DAYS = ["1", "2", "3", "4", "5"];

export function offerWorkDays(words) {
  whenBuilt(() => {
    for (const days of document.querySelectorAll("[data-guide-editor] [data-contentpath=weekdays]:not([data-offered])")) {
      days.dataset.offered = "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary guide-work-days";
      button.textContent = words.work_days;
      button.addEventListener("click", () => {
        const boxes = [...days.querySelectorAll("input[type=checkbox]")];
        for (const box of boxes) box.checked = WORK_DAYS.includes(box.value);
        boxes[0].dispatchEvent(new Event("input", { bubbles: true }));
        boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
      });
      days.querySelector("[data-field-input]").append(button);
    }
  });
}
