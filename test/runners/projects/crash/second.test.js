test('another file', () => {})
