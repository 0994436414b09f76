import type { Call } from '../../launch/feed.js';
import { element } from '../element.js';

/** The breaches among the calls, each kind once with its count: what a strict LMS would hold against the package. */
export interface BreachesList {
  clear(): void;
  add(calls: readonly Call[]): void;
}

export function breachesList(list: HTMLElement, none: HTMLElement): BreachesList {
  const shown = new Map<string, { count: number; readonly counter: HTMLElement }>();
  return {
    clear() {
      shown.clear();
      list.replaceChildren();
      none.hidden = false;
    },
    add(calls) {
      for (const { breach, error } of calls) {
        if (!breach) continue;
        const element0 = breach.element.replace(/\.\d+(?=\.|$)/g, '.n');
        const key = [breach.code, element0, breach.fault].join(' ');
        const known = shown.get(key);
        if (known) {
          known.count += 1;
          known.counter.textContent = `, ${known.count} times`;
          continue;
        }
        const counter = element('span', {});
        shown.set(key, { count: 1, counter });
        list.append(item(element0, breach, error !== null, counter));
      }
      none.hidden = shown.size > 0;
    },
  };
}

function item(
  name: string,
  { code, fault, section }: NonNullable<Call['breach']>,
  isRefused: boolean,
  counter: HTMLElement,
): HTMLLIElement {
  const verdict =
    code === '0' ? 'Noted' : isRefused ? `Refused, error ${code}` : `Let pass, a strict LMS answers ${code}`;
  return element(
    'li',
    {},
    element('span', {}, element('strong', {}, name === '' ? 'The call' : name), ` ${fault}`),
    element('span', { class: 'soft' }, `${verdict}: ${section}`, counter),
  );
}
