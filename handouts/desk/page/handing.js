// Handing over: what all views do and say alike.

import { told } from "/dom.js";

export const PDF_SAVED = "The PDF is saved where your browser puts downloads. Print it at 100 %, not fitted to the page.";

/** Does the work of a button unless it is being done. */
export async function once(button, work) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await work();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** What went wrong, as faults; of an error of our own nothing is known but its name. */
export const faultsOf = (error) => error.faults || [{ message: `this did not work (${error.name})` }];

/** Says what was sent to a printer; `more` says what else there is to say of a job. */
export function sentWords({ jobs, faults }, more = () => "") {
  const each = jobs.map((job) => `${job.label} (job ${job.id}${more(job)})`).join(", ");
  return [`Sent to ${jobs[0].printer}: ${each}.`, ...faults.map(told)].join(" ");
}
