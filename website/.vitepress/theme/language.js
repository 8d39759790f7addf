import { ref } from 'vue';

export const LANGUAGES = { typescript: 'TypeScript', python: 'Python', java: 'Java', go: 'Go' };
const KEY = 'cdk-apigatewayv2-language';

/** The reader's language. A script in the head of each page has set it before the page is painted. */
export const language = ref('typescript');

/** Reads the choice after a component is mounted, because pages are rendered without one. */
export function readLanguage() {
  language.value = document.documentElement.dataset.language ?? 'typescript';
}

export function chooseLanguage(name) {
  language.value = name;
  document.documentElement.dataset.language = name;
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // A browser without storage keeps the choice until the page is left.
  }
}
