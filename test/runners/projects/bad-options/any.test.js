test('is never run', () => {})
