import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isObject, readDataFile } from '../model/template';
import type { Json, Stack } from '../model/types';

/** The `Mappings` of CloudFormation templates, for `Fn::FindInMap`. */
export interface TemplateMappings {
  /**
   * The value of a mapping, or undefined if no template contains the value or if the templates contain different
   * values.
   */
  find(name: string, topKey: string, key: string): Json | undefined;
}

/** The mappings for an app whose templates contain no mappings. */
export const noMappings: TemplateMappings = { find: () => undefined };

/** The mappings of all stacks of a cloud assembly. The templates are read only when a value is first used. */
export class StackMappings implements TemplateMappings {
  private all: Json[] | undefined;

  constructor(
    private readonly directory: string,
    private readonly stacks: readonly Stack[],
  ) {}

  find(name: string, topKey: string, key: string): Json | undefined {
    this.all ??= this.stacks.flatMap(({ template }) => this.read(template));
    const found = this.all.map((mappings) => at(at(at(mappings, name), topKey), key));
    const values = new Map(found.filter((one) => one !== undefined).map((one) => [JSON.stringify(one), one]));
    // The model does not show which stack an intrinsic function belongs to. The mappings of all stacks can be used,
    // because CDK creates mappings with unique names or equal content.
    return values.size === 1 ? [...values.values()][0] : undefined;
  }

  private read(template: string | undefined): Json[] {
    const file = template === undefined ? undefined : resolve(this.directory, template);
    const content = file !== undefined && existsSync(file) ? readDataFile(file) : undefined;
    return isObject(content) && content.Mappings !== undefined ? [content.Mappings as Json] : [];
  }
}

function at(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? (value[key] as Json) : undefined;
}
