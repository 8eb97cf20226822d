// Refreshing: when to look for new posts. It does so only while the element is in
// view. finder.js calls it. It does not know how to look.

const units = { s: 1000, m: 60_000, h: 3_600_000 };
const least = units.m;
const most = 24 * units.h;

/** period returns the milliseconds of a time like "15m", within limits, or 0 if the text is not a time. */
export function period(text) {
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*([smh])\s*$/i.exec(text) ?? [];
  return unit ? Math.min(Math.max(number * units[unit.toLowerCase()], least), most) : 0;
}

export class Refresh {
  #look; // called to look for new posts
  #every = 0;
  #timer;
  #due = false;
  #seen = false;
  #abort = new AbortController();
  #observer = new IntersectionObserver((entries) => {
    this.#seen = entries.at(-1).isIntersecting;
    this.#tick();
  });
  #onVisible = () => this.#tick();

  constructor(look) {
    this.#look = look;
  }

  /** set looks every so many milliseconds; 0 stops it. */
  set(element, every) {
    if (every === this.#every) return;
    this.stop();
    this.#every = every;
    if (!every) return;
    this.#observer.observe(element);
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#wait();
  }

  stop() {
    this.#every = 0;
    this.#due = false;
    clearTimeout(this.#timer);
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#abort.abort();
  }

  #wait() {
    this.#abort = new AbortController();
    this.#timer = setTimeout(() => {
      this.#due = true;
      this.#tick();
    }, this.#every);
  }

  /** #tick looks if it is time and the element is in view. */
  async #tick() {
    if (!this.#due || document.hidden || !this.#seen) return;
    this.#due = false;
    const { signal } = this.#abort;
    await this.#look(signal);
    if (!signal.aborted) this.#wait();
  }
}
