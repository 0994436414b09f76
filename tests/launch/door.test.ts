import { describe, expect, it } from 'vitest';
import { doorText } from '../../src/launch/door.js';

const door = {
  endpoint: 'http://127.0.0.1:65535/xapi/',
  auth: Buffer.from(`${'a'.repeat(16)}:${'b'.repeat(22)}`).toString('base64'),
  account: { homePage: 'https://w3id.org/cpm-courseware/learners', name: 'AB12-CD34' },
  registration: '01300838-1031-4bb2-88ff-43cdf7e70347',
};

describe('the statement door as text', () => {
  it('is a query string that gives its parts back unchanged', () => {
    expect(Object.fromEntries(new URLSearchParams(doorText(door)))).toEqual({
      endpoint: door.endpoint,
      auth: door.auth,
      home: door.account.homePage,
      name: door.account.name,
      registration: door.registration,
    });
  });

  it('holds in the 255 characters of SCORM 1.2 with the longest port', () => {
    expect(doorText(door).length).toBeLessThanOrEqual(255);
  });

  it('is refused, with its length, when an iriBase makes it too long', () => {
    expect(() =>
      doorText({ ...door, account: { ...door.account, homePage: `https://example.org/${'x'.repeat(100)}` } }),
    ).toThrow(/at most 255 fit/);
  });
});
