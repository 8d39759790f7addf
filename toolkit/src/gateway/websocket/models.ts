import type { ErrorObject, ValidateFunction } from 'ajv';
import Ajv from 'ajv-draft-04';
import { ToolkitError } from '../../model/errors';
import type { Api, Json, Model } from '../../model/types';
import { isUnresolved } from '../../model/values';
import type { GatewayContext, RoutedRequest } from '../contracts';
import { pathOf } from '../names';
import { NotEvaluable, select } from './selection';
import { validationErrorString } from './undocumented/messages';
import { variablesOf } from './variables';

/** Validates messages with the request models of their routes. Each schema is compiled once. */
export class Models {
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly context: Pick<GatewayContext, 'values'>) {}

  /**
   * The reason why a message does not match its request model, or undefined if the message is valid or the route has no
   * request models.
   */
  problemOf(request: RoutedRequest): string | undefined {
    const { values } = this.context;
    const { route, api } = request;
    const models = values.record(route.requestModels, `The request models of the route ${pathOf(route)}`);
    if (Object.keys(models).length === 0) return undefined;
    const key = this.keyOf(request);
    const name = models[key] ?? models.$default;
    if (name === undefined) return validationErrorString([`no request model has the key ${JSON.stringify(key)}`]);
    const validate = this.validatorOf(api, name, request);
    let message: unknown;
    try {
      message = JSON.parse(Buffer.from(request.request.body).toString());
    } catch {
      return validationErrorString(['the message is not JSON']);
    }
    return validate(message) ? undefined : validationErrorString((validate.errors ?? []).map(textOfProblem));
  }

  private keyOf(request: RoutedRequest): string {
    const expression = this.context.values.textIfKnown(request.route.modelSelectionExpression);
    if (expression === undefined) return '$default';
    try {
      return select(expression, variablesOf({ request, outcome: {} }));
    } catch (error) {
      if (error instanceof NotEvaluable) return '';
      throw error;
    }
  }

  private validatorOf(api: Api, name: string, { route }: RoutedRequest): ValidateFunction {
    const model = this.modelNamed(api, name);
    if (!model) {
      throw new ToolkitError(
        'UnknownModel',
        `The route ${pathOf(route)} uses the model ${name}, which the API ${pathOf(api)} does not define. Add the model with \`addModel\`.`,
      );
    }
    let validate = this.validators.get(model.id);
    if (!validate) {
      validate = this.compile(api, model);
      this.validators.set(model.id, validate);
    }
    return validate;
  }

  private compile(api: Api, model: Model): ValidateFunction {
    const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
    try {
      for (const one of api.models) {
        // An invalid schema of a different model causes an error only if the compiled model refers to that model.
        if (one !== model) ajv.addSchema(this.schemaOf(one), `model:${this.nameOf(one)}`, undefined, false);
      }
      return ajv.compile({ ...this.schemaOf(model), id: `model:${this.nameOf(model)}` });
    } catch (cause) {
      throw new ToolkitError(
        'WrongModel',
        `The schema of the model ${pathOf(model)} is not a draft 4 JSON schema: ${(cause as Error).message}. Correct the schema.`,
        { cause },
      );
    }
  }

  private schemaOf({ schema }: Model): Record<string, unknown> {
    const known = this.known(schema as Json);
    const value: unknown = typeof known === 'string' ? JSON.parse(known) : known;
    if (typeof value !== 'object' || value === null) throw new Error(`the schema is ${JSON.stringify(value)}`);
    // The members `id` and `$schema` are removed, because API Gateway identifies models by their names.
    return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'id' && key !== '$schema'));
  }

  /** Resolves the values of a schema, and replaces the URLs of other models with the names of the models. */
  private known(value: Json, key?: string): unknown {
    if (isUnresolved(value)) return this.known(this.context.values.text(value, 'A value of the schema'), key);
    if (Array.isArray(value)) return value.map((item) => this.known(item));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.known(item, name)]));
    }
    const [, name] = (key === '$ref' && typeof value === 'string' && value.match(/\/models\/(\w+)$/)) || [];
    return name === undefined ? value : `model:${name}#`;
  }

  private modelNamed(api: Api, name: string): Model | undefined {
    return api.models.find((model) => this.nameOf(model) === name);
  }

  private nameOf(model: Model): string | undefined {
    return this.context.values.textIfKnown(model.name);
  }
}

function textOfProblem({ instancePath, message }: ErrorObject): string {
  return instancePath === '' ? (message ?? '') : `${instancePath} ${message ?? ''}`;
}
