/** What can be chosen in a field, by the field's key; the preferred choice is taken unless the reader takes another. */
export type Choices = Record<string, { value: string; label: string; preferred?: boolean }[]>;

/** More choices than this stand in a list that opens, fewer all in sight. */
const IN_SIGHT = 5;

type Component = { type?: string; key?: string; components?: Component[]; validate?: { required?: boolean }; [more: string]: unknown };

/**
 * A copy of a form's schema in which text fields with known values are choices. What is sent has the same key and is still a text, so
 * the server's contract for the form holds. The labels are taken as they are: a person may have typed them.
 */
export function withChoices<T extends { components?: unknown }>(schema: T, choices: Choices): T {
  const visit = (component: Component): Component => {
    const own = component.key !== undefined && Object.hasOwn(choices, component.key) ? choices[component.key] : [];
    if (component.type === 'textfield' && own.length > 0) {
      const { description: _typed, validate, ...rest } = component;
      return {
        ...rest,
        type: own.length > IN_SIGHT ? 'select' : 'radio',
        values: own.map(({ value, label }) => ({ value, label })),
        ...(validate?.required ? { validate: { required: true } } : {}),
        ...(own.some((each) => each.preferred) ? { defaultValue: own.find((each) => each.preferred)!.value } : {}),
      };
    }
    return component.components ? { ...component, components: component.components.map(visit) } : component;
  };
  return visit(schema as Component) as T;
}
