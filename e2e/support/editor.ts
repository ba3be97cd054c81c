import type { Page } from '@playwright/test';

/** Replaces the text in the YAML editor as pasting over everything does. */
export async function writeYaml(page: Page, yaml: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Scenario as YAML' }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(yaml);
}
