import { ref } from 'vue';

export const LANGUAGES = { typescript: 'TypeScript', python: 'Python', java: 'Java', go: 'Go' };
const KEY = 'cdk-apigatewayv2-language';

/** The reader's language. A script in the head of each page sets the language before the browser paints the page. */
export const language = ref('typescript');

/** Reads the chosen language after a component is mounted, because pages are rendered without a chosen language. */
export function readLanguage() {
  language.value = document.documentElement.dataset.language ?? 'typescript';
}

export function chooseLanguage(name) {
  language.value = name;
  document.documentElement.dataset.language = name;
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // If the browser blocks storage, the chosen language applies until the reader leaves the page.
  }
}
