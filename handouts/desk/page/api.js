// Asks the program on this computer. The token came once in the address; it lives in this tab alone.

const KEY = "token";
const HOW = "Open the address that handouts serve printed.";

/** What the program refuses: faults, each with field, message and hint. */
export class Refused extends Error {
  constructor(status, faults) {
    super("refused");
    this.status = status;
    this.faults = faults;
  }
}

let alarm = "";

/** Takes the token out of the address. */
export function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, "", "/#sheet");
  }
}

/** Says in the page that the program is gone, or that it is there again. */
function sayAlarm(text) {
  if (text === alarm) return;
  alarm = text;
  document.getElementById("alarm").textContent = text;
}

async function post(path, body, headers) {
  const token = sessionStorage.getItem(KEY);
  if (!token) {
    sayAlarm(`This page is closed. ${HOW}`);
    throw new Refused(401, [fault(`this page is closed: ${HOW.toLowerCase()}`)]);
  }
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST", body, cache: "no-store",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
    });
  } catch {
    sayAlarm("The program has stopped. Start handouts serve again and open the address that it prints: what you typed is still here, and can be copied from this page.");
    throw new Refused(0, [fault("the program has stopped; what you typed is still here")]);
  }
  if (answer.ok) {
    sayAlarm("");
    return answer;
  }
  const told = await answer.json().catch(() => ({}));
  if (answer.status === 401) sayAlarm(`The program was started anew. ${HOW} What you typed is still here.`);
  else sayAlarm("");
  throw new Refused(answer.status, told.faults || [fault(`the program answered ${answer.status}`)]);
}

function fault(message) {
  return { field: null, message, hint: null, place: null, warning: false };
}

/** The JSON that the program answers. Throws Refused. */
export async function ask(path, asked = {}) {
  return (await post(path, JSON.stringify(asked))).json();
}

/** A file that the program answers. Throws Refused. */
export async function askFile(path, asked) {
  return (await post(path, JSON.stringify(asked))).blob();
}

/** Hands in a file, of which there are the name and the bytes. Throws Refused. */
export async function hand(path, file, options = {}) {
  if (!file.bytes) throw new Refused(0, [fault("this file cannot be read: is it still there, and open to you?")]);
  return (await post(path, file.bytes, {
    "Content-Type": "application/octet-stream",
    "X-File-Name": encodeURIComponent(file.name),
    "X-Options": encodeURIComponent(JSON.stringify(options)),
  })).json();
}

/** Does work for the newest of what is wanted, one at a time: what comes meanwhile waits, and only the last of it. What
 * is given back is settled when nothing waits any more. */
export function oneAtATime(work) {
  let wanted, busy = null;
  async function run() {
    try {
      while (wanted) {
        const next = wanted;
        wanted = undefined;
        await work(next.value, () => wanted === undefined);
      }
    } finally {
      busy = null;
    }
  }
  return (value) => {
    wanted = { value };
    busy ||= run();
    return busy;
  };
}

/** Waits until nothing has come for so many milliseconds. */
export function whenQuiet(work, milliseconds) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
}
