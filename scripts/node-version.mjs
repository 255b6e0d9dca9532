// Imported first by every command: an old Node gets a sentence instead of a syntax error further down.
const needed = [20, 19];
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
	console.error(
		`Kefu Console needs Node ${needed.join(".")} or newer; this is Node ${process.versions.node}.`,
	);
	process.exit(1);
}
