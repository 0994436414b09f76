import { checkedJson } from './checked-json.js';
import { HttpRefusal } from './refusal.js';

/**
 * The value of a body that must be JSON.
 * @param what what the body is called in a refusal
 * @throws HttpRefusal 400 with every fault and its place
 */
export function jsonBody(body: Buffer, what = 'The body'): unknown {
  const { value, faults } = checkedJson(body);
  if (faults.length > 0) throw new HttpRefusal(400, `${what} is not JSON that can be kept as it is.`, faults);
  return value;
}
