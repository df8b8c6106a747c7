type Subject<Method> = NonNullable<Method> extends (subject: infer First, ...rest: never[]) => unknown ? First : never

/** A step gets the method's first argument, and the object that the method is called on. */
type Step<Methods extends object, Name extends keyof Methods> = (
  subject: Subject<Methods[Name]>,
  object: Methods,
) => unknown

/** Adds steps before and after methods of an object, which it need not have, and of those that inherit from it. */
export function wrapMethods<Methods extends object>(object: Methods) {
  return {
    before<Name extends keyof Methods>(name: Name, step: Step<Methods, Name>): void {
      wrap(object, name, async (subject, self, original) => {
        await step(subject, self)
        return original()
      })
    },
    after<Name extends keyof Methods>(name: Name, step: Step<Methods, Name>): void {
      wrap(object, name, async (subject, self, original) => {
        const result = await original()
        await step(subject, self)
        return result
      })
    },
  }
}

function wrap<Methods extends object, Name extends keyof Methods>(
  object: Methods,
  name: Name,
  around: (subject: Subject<Methods[Name]>, self: Methods, original: () => unknown) => unknown,
): void {
  const original = object[name] as ((...args: unknown[]) => unknown) | undefined
  const wrapped = function (this: Methods, ...args: unknown[]) {
    return around(args[0] as Subject<Methods[Name]>, this, () => original?.apply(this, args))
  }
  object[name] = wrapped as Methods[Name]
}
