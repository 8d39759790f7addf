import { modelOf, parseTemplate, type ApiModel } from '../../src';

/** Returns the model of a JSON template, which is passed as text. */
export function modelOfText(text: string): ApiModel {
  return modelOf(parseTemplate(text, 'test.yaml'));
}
