import { modelOf, parseTemplate, type ApiModel } from '../../src';

/** Returns the model of a template in JSON or YAML. */
export function modelOfText(text: string): ApiModel {
  return modelOf(parseTemplate(text, 'test.yaml'));
}
