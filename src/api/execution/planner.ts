import { ArgumentDeclarationError, DependencyCycleError } from "../../errors/api.ts";
import { planBody, type BodyPlan } from "../bodies/plan.ts";
import { Dependency } from "../dependencies/depends.ts";
import type { ArgumentDeclarations } from "../parameters/argument.ts";
import { Parameter } from "../parameters/markers.ts";
import { resolveParameter, type ResolutionScope, type ResolvedParameter } from "../parameters/resolve.ts";
import type { Authentication } from "../security/authentication.ts";
import { modelHint } from "../schemas/model-hint.ts";
import { isSchema } from "../responses/declarations.ts";
import type { OnFallback } from "../schemas/parser.ts";
import { compileArguments, type ArgumentsReader, type DependencyArgument } from "./arguments.ts";

export type AnyDependency = Dependency<unknown, string>;

/** A dependency in its place: after everything it needs. */
export interface Step {
  readonly dependency: AnyDependency;
  readonly slot: number;
  /** Scopes that the operation and the dependencies above this one ask for. */
  readonly scopes: readonly string[];
  /** Runs before the body is read: security, as far as it does not need the body itself. */
  readonly early: boolean;
  readonly readArguments: ArgumentsReader;
}

/** How an operation gets from a request to its handler's arguments. */
export interface ExecutionPlan {
  readonly early: readonly Step[];
  readonly late: readonly Step[];
  readonly body: BodyPlan | null;
  readonly readArguments: ArgumentsReader;
  /** All parameters, the handler's and the dependencies', each location and name once. */
  readonly parameters: readonly ResolvedParameter[];
  readonly steps: readonly Step[];
}

export interface PlanOptions {
  readonly scope: ResolutionScope;
  readonly operationId: string;
  readonly args: ArgumentDeclarations;
  /** Run for every request, their values unused: of the application, the routers, the route. */
  readonly dependencies: readonly AnyDependency[];
  /** The schemes by which it is found out who asks; null: the dependencies' own. */
  readonly authentication: Authentication | null;
  readonly resolveOverride: (dependency: AnyDependency) => AnyDependency;
  readonly onFallback?: OnFallback | undefined;
}

/**
 * Lays the dependencies of an operation out in the order in which they run.
 *
 * @throws DeclarationError for arguments that cannot work and for dependencies that need each other in a circle.
 */
export function planExecution(options: PlanOptions): ExecutionPlan {
  return new Planner(options).plan();
}

/** A step whose arguments are known by name and not compiled yet: the body's plan needs all of them. */
interface Draft extends ArgumentsDraft {
  readonly dependency: AnyDependency;
  readonly slot: number;
  readonly scopes: readonly string[];
}

interface ArgumentsDraft {
  readonly names: readonly string[];
  readonly parameters: readonly ResolvedParameter[];
  readonly dependencies: readonly DependencyArgument[];
}

const BODY_LOCATIONS = new Set(["body", "form", "file"]);

class Planner {
  private readonly options: PlanOptions;
  private readonly drafts: Draft[] = [];
  private readonly slots = new Map<AnyDependency, Map<string, number>>();
  private readonly underWay: AnyDependency[] = [];

  constructor(options: PlanOptions) {
    this.options = options;
  }

  plan(): ExecutionPlan {
    const { dependencies, args, scope, operationId } = this.options;
    for (const dependency of dependencies) this.place(dependency, []);
    const own = this.draftArguments(args, []);
    const parameters = uniqueParameters([
      ...this.drafts.flatMap((draft) => draft.parameters),
      ...own.parameters,
    ]);
    this.checkPathNames(parameters);
    const body = planBody(
      parameters.filter((parameter) => BODY_LOCATIONS.has(parameter.location)),
      scope,
      operationId,
    );
    const early = body === null ? new Set<number>() : this.earlySlots();
    const steps = this.drafts.map((draft): Step => ({
      dependency: draft.dependency,
      slot: draft.slot,
      scopes: draft.scopes,
      early: early.has(draft.slot),
      readArguments: this.compile(draft, body),
    }));
    return {
      steps,
      early: steps.filter((step) => step.early),
      late: steps.filter((step) => !step.early),
      body,
      parameters,
      readArguments: this.compile(own, body),
    };
  }

  /** Gives a dependency its slot, after those that it needs itself. */
  private place(declared: AnyDependency, scopesAbove: readonly string[]): number {
    const dependency = this.underAuthentication(this.options.resolveOverride(declared));
    if (this.underWay.includes(dependency)) throw this.cycle(dependency);
    const scopes = [...new Set([...scopesAbove, ...dependency.scopes])];
    // What no security scheme takes part in is the same under any scopes.
    const key = isSecured(dependency) ? scopes.join(" ") : "";
    const known = this.slots.get(dependency)?.get(key);
    if (known !== undefined && dependency.useCache) return known;

    this.underWay.push(dependency);
    const draft = this.draftArguments(dependency.args, scopes);
    this.underWay.pop();
    if (dependency.scope === "app") this.checkAppScope(dependency, draft);

    const slot = this.drafts.length;
    this.drafts.push({ ...draft, dependency, slot, scopes });
    const byScopes = this.slots.get(dependency) ?? new Map<string, number>();
    this.slots.set(dependency, byScopes.set(key, slot));
    return slot;
  }

  private underAuthentication(dependency: AnyDependency): AnyDependency {
    const { authentication } = this.options;
    return authentication === null ? dependency : (dependency.under?.(authentication) ?? dependency);
  }

  private draftArguments(args: ArgumentDeclarations, scopes: readonly string[]): ArgumentsDraft {
    const parameters: ResolvedParameter[] = [];
    const dependencies: DependencyArgument[] = [];
    for (const [argument, declaration] of Object.entries(args)) {
      if (declaration instanceof Dependency)
        dependencies.push({ argument, slot: this.place(declaration, scopes) });
      else if (declaration instanceof Parameter || isSchema(declaration))
        parameters.push(resolveParameter(argument, declaration, this.options.scope));
      else {
        const hint = modelHint(declaration);
        throw this.declarationError(
          `argument "${argument}" is neither a schema nor a marker nor a dependency${hint === null ? "" : `: ${hint}`}`,
        );
      }
    }
    return { names: Object.keys(args), parameters, dependencies };
  }

  private compile(draft: ArgumentsDraft, body: BodyPlan | null): ArgumentsReader {
    return compileArguments({ ...draft, body, onFallback: this.options.onFallback });
  }

  /** Security schemes, what uses them, and what those need; unless the body takes part. */
  private earlySlots(): ReadonlySet<number> {
    const early = new Set<number>();
    const bodiless = new Set<number>();
    for (const draft of this.drafts) {
      const ownBody = draft.parameters.some((parameter) => BODY_LOCATIONS.has(parameter.location));
      if (!ownBody && draft.dependencies.every(({ slot }) => bodiless.has(slot))) bodiless.add(draft.slot);
    }
    const mark = (slot: number): void => {
      early.add(slot);
      for (const needed of this.drafts[slot]?.dependencies ?? []) mark(needed.slot);
    };
    for (const draft of this.drafts)
      if (bodiless.has(draft.slot) && isSecured(draft.dependency)) mark(draft.slot);
    return early;
  }

  private checkPathNames(parameters: readonly ResolvedParameter[]): void {
    const declared = new Set(
      parameters.filter(({ location }) => location === "path").map(({ name }) => name),
    );
    const missing = [...this.options.scope.pathNames].filter((name) => !declared.has(name));
    if (missing.length > 0)
      throw this.declarationError(
        `the path has {${missing.join("}, {")}}, which no argument declares: add it to args`,
      );
  }

  private checkAppScope(dependency: AnyDependency, draft: ArgumentsDraft): void {
    const shorter = draft.dependencies.some(({ slot }) => this.drafts[slot]?.dependency.scope !== "app");
    if (draft.parameters.length > 0 || shorter)
      throw new ArgumentDeclarationError(
        'A dependency of scope "app" outlives the request: its arguments can only be dependencies of that scope',
        dependency.declaredAt,
      );
  }

  private cycle(dependency: AnyDependency): DependencyCycleError {
    const circle = [...this.underWay.slice(this.underWay.indexOf(dependency)), dependency];
    const names = circle.map(
      ({ call, declaredAt }) => `${call.name || "a dependency"} (${declaredAt ?? "?"})`,
    );
    return new DependencyCycleError(
      `Dependencies need each other: ${names.join(" -> ")}`,
      dependency.declaredAt,
    );
  }

  private declarationError(text: string): ArgumentDeclarationError {
    const { method, path, declaredAt } = this.options.scope;
    return new ArgumentDeclarationError(`${method} ${path}: ${text}`, declaredAt);
  }
}

function isSecured(dependency: AnyDependency): boolean {
  if (dependency.security !== null) return true;
  return Object.values(dependency.args).some(
    (argument) => argument instanceof Dependency && isSecured(argument),
  );
}

function uniqueParameters(parameters: readonly ResolvedParameter[]): ResolvedParameter[] {
  const byName = new Map<string, ResolvedParameter>();
  for (const parameter of parameters) {
    const key = `${parameter.location} ${parameter.isModel ? `model ${parameter.argument}` : parameter.name}`;
    if (!byName.has(key)) byName.set(key, parameter);
  }
  return [...byName.values()];
}
