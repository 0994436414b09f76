import type { CDPSession, Page } from 'playwright-core';

/** What a screen reader is told of the element that has focus. */
export interface Focused {
  readonly role: string;
  readonly name: string;
  readonly checked: boolean;
}

/** A keyboard and nothing else: what it reads comes from the browser's accessibility tree. */
export interface Keyboard {
  focused(): Promise<Focused>;
  press(key: string): Promise<Focused>;
  type(text: string): Promise<void>;
  /** Presses Tab until an element of that role and name has focus. @throws after a round without it */
  tabTo(role: string, name: RegExp): Promise<Focused>;
}

export async function keyboardOf(page: Page): Promise<Keyboard> {
  const session = await page.context().newCDPSession(page);
  await session.send('Accessibility.enable');
  const focused = () => readFocused(session);
  const press = async (key: string): Promise<Focused> => {
    await page.keyboard.press(key);
    return focused();
  };
  return {
    focused,
    press,
    type: (text) => page.keyboard.type(text),
    async tabTo(role, name) {
      const met: string[] = [];
      for (let presses = 0; presses < 150; presses++) {
        const now = await press('Tab');
        if (now.role === role && name.test(now.name)) return now;
        met.push(`${now.role} "${now.name}"`);
      }
      throw new Error(`Tab does not lead to the ${role} ${name}. It met: ${[...new Set(met)].join(', ')}`);
    },
  };
}

async function readFocused(session: CDPSession): Promise<Focused> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement' });
  if (!result.objectId) return { role: 'none', name: '', checked: false };
  const { nodes } = await session.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId,
    fetchRelatives: false,
  });
  const node = nodes[0];
  const checked = node?.properties?.find((p) => p.name === 'checked')?.value.value === 'true';
  return { role: String(node?.role?.value ?? ''), name: String(node?.name?.value ?? ''), checked };
}
