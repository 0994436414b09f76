import type { Page } from 'playwright-core';

/** A role with the beginning of a name, as the accessibility tree has them. */
export interface Target {
  readonly role: 'link' | 'button' | 'radio' | 'checkbox' | 'textbox';
  readonly name: string;
}

/** Presses Tab until the element of that role and name has focus. @throws when a whole round does not meet it */
export async function tabTo(page: Page, { role, name }: Target): Promise<void> {
  for (let press = 0; press < 120; press++) {
    await page.keyboard.press('Tab');
    if (await hasFocus(page, { role, name })) return;
  }
  throw new Error(`Tab does not lead to the ${role} "${name}"`);
}

/** True when focus is on the element of that role and name. */
export async function hasFocus(page: Page, { role, name }: Target): Promise<boolean> {
  const all = page.getByRole(role, { name: new RegExp(`^${escaped(name)}`) });
  for (const one of await all.all()) {
    if (await one.evaluate((element) => element === element.ownerDocument.activeElement)) return true;
  }
  return false;
}

/** The heading that has focus now. */
export function focusedHeading(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.tagName === 'H1' ? activeElement.textContent : null;
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
