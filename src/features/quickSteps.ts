import * as vscode from 'vscode';

/** Said instead of an answer: the user wants the step before. */
export const back = Symbol('back');

/** Where a step is shown: its title tells the place among the others. */
export interface StepPlace {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** Asks for one thing more; undefined when dismissed. */
export type Step<Value> = (
  value: Value,
  place: StepPlace,
) => Promise<Value | typeof back | undefined>;

/** Asks step by step, each with a way back to the one before. Undefined when dismissed. */
export async function askInSteps<Value>(
  title: string,
  start: Value,
  steps: readonly Step<Value>[],
): Promise<Value | undefined> {
  const values = [start];
  for (;;) {
    const index = values.length - 1;
    const value = values[index];
    const ask = steps[index];
    if (value === undefined || ask === undefined) return value;
    const answer = await ask(value, { title, step: index + 1, totalSteps: steps.length });
    if (answer === undefined) return undefined;
    if (answer === back) values.pop();
    else values.push(answer);
  }
}

/** One of several things. */
export async function pickInStep<Item extends vscode.QuickPickItem>(
  place: StepPlace,
  items: readonly Item[],
  placeholder: string,
): Promise<Item | typeof back | undefined> {
  const input = vscode.window.createQuickPick<Item>();
  input.items = items;
  input.placeholder = placeholder;
  input.matchOnDescription = true;
  return shown(input, place, () => input.selectedItems[0]);
}

export interface TextStep {
  readonly value: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** Errors keep the text from being accepted. */
  readonly check: (text: string) => Promise<vscode.InputBoxValidationMessage | undefined>;
}

/** A line of text that is checked while it is typed. */
export async function typeInStep(
  place: StepPlace,
  { value, prompt, placeholder, check }: TextStep,
): Promise<string | typeof back | undefined> {
  const input = vscode.window.createInputBox();
  input.value = value;
  input.prompt = prompt;
  input.placeholder = placeholder;
  let last = 0;
  const validate = async (): Promise<boolean> => {
    const turn = (last += 1);
    const message = await check(input.value);
    if (turn === last) input.validationMessage = message;
    return message?.severity !== vscode.InputBoxValidationSeverity.Error;
  };
  input.onDidChangeValue(() => void validate());
  void validate();
  return shown(input, place, async () => ((await validate()) ? input.value : undefined));
}

/** @param accept gives the answer, or undefined when what is there cannot be accepted. */
function shown<Answer>(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, step, totalSteps }: StepPlace,
  accept: () => Answer | undefined | Promise<Answer | undefined>,
): Promise<Answer | typeof back | undefined> {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  if (step > 1) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    input.onDidAccept(async () => {
      const answer = await accept();
      if (answer === undefined) return;
      resolve(answer);
      input.hide();
    });
    input.onDidTriggerButton(() => {
      resolve(back);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
