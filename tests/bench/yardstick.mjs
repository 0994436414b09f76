// How fast this machine is just now. A shared machine's CPU second holds half as much work in one minute as in the next, for
// its caches and cores are its neighbours' too; a limit in CPU seconds is held against the work, not against the neighbours.
// So every such figure is printed as it was measured, and as it would have been at the usual speed.

/** CPU milliseconds that the work takes on a quiet machine of the kind that the limits were written for (2.5 GHz Xeon). */
const usual = 19;

const text = JSON.stringify(
  Array.from({ length: 400 }, (_, n) => ({ id: `https://example.org/${n}`, name: { en: 'word '.repeat(4) }, n })),
);

/** Once: reading JSON and writing it again, what most of our programs do. */
function once() {
  const { user, system } = process.cpuUsage();
  for (let n = 0; n < 50; n++) JSON.stringify(JSON.parse(text));
  const after = process.cpuUsage();
  return (after.user + after.system - user - system) / 1000;
}

/** Measures between the steps of something long; `slowness` is 1 at the usual speed and 2 where all takes twice as long. */
export function openYardstick() {
  for (let n = 0; n < 5; n++) once();
  const seen = [];
  const look = () => {
    // The least of three: what comes in between is no speed.
    seen.push(Math.min(once(), once(), once()) / usual);
  };
  return {
    look,
    slowness: () => seen.reduce((sum, one) => sum + one, 0) / Math.max(1, seen.length),
    /** Of the last two looks: before and after something short. */
    last: () => seen.slice(-2).reduce((sum, one) => sum + one, 0) / Math.max(1, Math.min(2, seen.length)),
  };
}

/**
 * Values against their limits, those in CPU seconds at the usual speed: bytes and requests are the same at any.
 * @param rows what, value and limit of each
 */
export function heldAgainst(rows, slowness) {
  const short = (value) => Number(value.toFixed(3));
  return rows.map(([what, value, limit]) => {
    const usual = what.endsWith('CPU s') ? value / slowness : value;
    return { what, value: short(value), 'at usual speed': short(usual), limit, holds: usual <= limit };
  });
}
