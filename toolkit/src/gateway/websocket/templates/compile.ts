import { Compile } from 'velocityjs';
import { isMissingEqualToEmpty, isTrue } from '../undocumented/integrations';
import { areEqual } from './java-text';
import { propertyOf } from './java-values';

/** The maximum number of iterations of a `#foreach` loop. */
const maximumRounds = 1000;

/** The members of a template node that this file uses. */
export interface Node {
  readonly type: string;
  readonly id?: string;
  readonly operator?: string;
  readonly expression?: readonly Node[];
  readonly condition?: Node;
  readonly from?: Node;
  /** The left side and the right side of a `#set` directive. */
  readonly equal?: readonly [Node, Node];
  /** The value of a node that is already evaluated. */
  readonly known?: unknown;
}

/** The methods that the template engine adds to its class `Compile` at run time. */
interface Engine {
  getAttributes(property: Node, base: unknown, reference: Node): unknown;
  getBlockEach(block: readonly Node[]): string;
  getBlockIf(block: readonly Node[]): string;
  getExpression(node: Node): unknown;
  getLiteral(node: Node): unknown;
  renderAstList(nodes?: readonly Node[], contextId?: string): string;
  setValue(node: Node): void;
}

const engine = Compile.prototype as unknown as Engine;

/**
 * Renders a template with the semantics of Velocity and Java. Without this class, the template engine uses the
 * semantics of JavaScript.
 */
export class VelocityCompile extends Compile {
  /** Stops rendering immediately after a `#break` directive. */
  renderAstList(nodes?: never[], contextId?: string): string {
    let text = '';
    for (const node of nodes ?? (this.asts as unknown as readonly Node[])) {
      if (this.runState.break || this.runState.stop) break;
      text += engine.renderAstList.call(this, [node], contextId);
    }
    return text;
  }

  getBlockEach([head, ...body]: readonly Node[]): string {
    const from = this.literal(head.from!);
    if (typeof from !== 'object' || from === null) return '';
    const items = Object.values(from);
    if (items.length === 0) return '';
    if (items.length > maximumRounds) {
      throw new Error(`a #foreach has ${items.length} iterations, but API Gateway allows at most ${maximumRounds}`);
    }
    return engine.getBlockEach.call(this, [{ ...head, from: known(items) }, ...body]);
  }

  getBlockIf(block: readonly Node[]): string {
    const conditions = block.map((node) =>
      node.condition === undefined ? node : { ...node, condition: { type: 'truth', expression: [node.condition] } },
    );
    return engine.getBlockIf.call(this, conditions);
  }

  /**
   * Assigns a value to a variable. If the right side of the `#set` directive has no value, the variable keeps its old
   * value.
   */
  setValue(given: never): void {
    const node: Node = given;
    const [left, right] = node.equal!;
    const value = right.type === 'math' ? this.expression(right) : this.literal(right);
    if (value === undefined || value === null) return;
    engine.setValue.call(this, { ...node, equal: [left, known(value)] });
  }

  getLiteral(node: never): string {
    return this.literal(node) as string;
  }

  getExpression(node: never): string {
    return this.expression(node) as string;
  }

  getAttributes(property: Node, base: unknown, reference: Node): unknown {
    if (property.type !== 'property' || base === null || base === undefined) {
      return engine.getAttributes.call(this, property, base, reference);
    }
    if (isRound(base, reference)) {
      if (property.id === 'first') return base.index === 0;
      if (property.id === 'last') return !base.hasNext;
    }
    return propertyOf(base, property.id!);
  }

  private literal(node: Node): unknown {
    return node.type === 'known' ? node.known : engine.getLiteral.call(this, node);
  }

  private expression(node: Node): unknown {
    const [first, second] = node.expression ?? [];
    const value = (one: Node) => this.expression(one);
    const numbers = (compare: (one: number, other: number) => unknown) => {
      const [one, other] = [value(first), value(second)];
      return typeof one === 'number' && typeof other === 'number' && compare(one, other);
    };
    switch (node.type === 'math' ? node.operator : node.type) {
      case 'truth':
        return isTrue(value(first));
      case 'not':
        return !isTrue(value(first));
      case '&&':
        return isTrue(value(first)) && isTrue(value(second));
      case '||':
        return isTrue(value(first)) || isTrue(value(second));
      case '==':
        return isSame(value(first), value(second));
      case '!=':
        return !isSame(value(first), value(second));
      case '<':
        return numbers((one, other) => one < other);
      case '<=':
        return numbers((one, other) => one <= other);
      case '>':
        return numbers((one, other) => one > other);
      case '>=':
        return numbers((one, other) => one >= other);
      case '/':
        return quotient(value(first), value(second));
      default:
        return engine.getExpression.call(this, node);
    }
  }
}

/**
 * Divides two numbers as Java and Velocity do. The quotient of two integers is an integer, and a division by zero has
 * no result.
 */
function quotient(one: unknown, other: unknown): number | undefined {
  if (other === 0) return undefined;
  const result = Number(one) / Number(other);
  return Number.isInteger(one) && Number.isInteger(other) ? Math.trunc(result) : result;
}

function known(value: unknown): Node {
  return { type: 'known', known: value };
}

function isSame(one: unknown, other: unknown): boolean {
  if (isMissingEqualToEmpty()) return areEqual(one ?? '', other ?? '');
  return areEqual(one, other);
}

/** Whether a value is the variable `$foreach`. */
function isRound(value: unknown, { id }: Node): value is { readonly index: number; readonly hasNext: boolean } {
  return id === 'foreach' && typeof value === 'object' && value !== null && 'hasNext' in value;
}
