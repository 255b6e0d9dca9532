/** Tags of the desk and of the conversation that hold what was typed, and that itself as a new one. */
export function optionsOf(known: string[], chosen: string[], typed: string): string[] {
	const all = [...new Set([...known, ...chosen])];
	const found = all.filter((name) => name.toLowerCase().includes(typed.toLowerCase()));
	return typed === "" || all.includes(typed) ? found : [...found, typed];
}
