import { modelOf, parseTemplate, type ApiModel } from '../../src';

/** The model of a template that is JSON text. */
export function modelOfText(text: string): ApiModel {
  return modelOf(parseTemplate(text, 'test.yaml'));
}
