// Values as JSON text, for storage, for the engine and to compare them. The
// reader and the finder call it. Values must not nest in themselves.

/**
 * json is JSON.stringify without toJSON methods. Some pages define these for all
 * arrays or objects, as old versions of Prototype.js do, and what they return is
 * not what JSON.parse reads back.
 */
export function json(value) {
  if (Array.isArray(value)) return `[${value.map((each) => json(each)).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${json(field)}`).join()}}`;
}
