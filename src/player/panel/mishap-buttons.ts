import type { HostCommand } from '../../launch/host-data.js';

/** What of a host page's commands is a mishap. */
type MishapCommand = Exclude<HostCommand, 'renew'>;

export interface MishapButtonsParts {
  /** What a person reads of what is on, and of what was just done. */
  readonly said: HTMLElement;
  /** The mishaps that are on now changed. */
  readonly tell: (on: readonly string[]) => Promise<void>;
  /** @returns false when there is no course to do it to */
  readonly command: (command: MishapCommand) => boolean;
  readonly isOwnWindow: () => boolean;
}

export interface MishapButtons {
  on(): readonly string[];
  /** Shows which commands fit the course that is open. */
  refresh(): void;
}

const commandWords: Readonly<Record<MishapCommand, string>> = {
  reload: 'The page with the course was loaded again.',
  'remove-frame': 'The frame was removed. “Launch again” resumes the course.',
  'close-window': 'The window was closed. “Launch again” resumes the course.',
};

/** The buttons that make something go wrong: those that stay on, and those that act at once. */
export function mishapButtons({ said, tell, command, isOwnWindow }: MishapButtonsParts): MishapButtons {
  const toggles = [...document.querySelectorAll<HTMLButtonElement>('[data-mishap]')];
  const actions = [...document.querySelectorAll<HTMLButtonElement>('[data-command]')];
  const isOn = (button: HTMLButtonElement) => button.getAttribute('aria-pressed') === 'true';
  const on = () => toggles.filter(isOn);
  const sayOn = () => {
    const names = on().map((button) => button.textContent?.trim());
    said.textContent = names.length === 0 ? 'Nothing is wrong now.' : `On now: ${names.join(', ')}`;
  };
  const commandOf = (button: HTMLButtonElement): MishapCommand =>
    commands.find((one) => one === button.dataset.command) ?? 'reload';
  const misfit = (button: HTMLButtonElement): string | null => {
    if (commandOf(button) === 'remove-frame' && isOwnWindow())
      return 'The course is in a window of its own, not in a frame.';
    if (commandOf(button) === 'close-window' && !isOwnWindow())
      return 'The course is in a frame. Launch it in a window of its own first.';
    return null;
  };
  for (const button of toggles) {
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(!isOn(button)));
      sayOn();
      void tell(on().map((one) => one.dataset.mishap ?? ''));
    });
  }
  for (const button of actions) {
    button.addEventListener('click', () => {
      const reason = misfit(button);
      said.textContent =
        reason ?? (command(commandOf(button)) ? commandWords[commandOf(button)] : 'There is no course open.');
    });
  }
  return {
    on: () => on().map((one) => one.dataset.mishap ?? ''),
    refresh() {
      for (const button of actions) button.setAttribute('aria-disabled', String(misfit(button) !== null));
    },
  };
}

const commands = ['reload', 'remove-frame', 'close-window'] as const satisfies readonly MishapCommand[];
