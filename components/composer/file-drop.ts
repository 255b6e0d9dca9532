"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/** The files of a drop or a paste. */
export const filesOf = (data: DataTransfer | null): File[] => [...(data?.files ?? [])];

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** A file that misses its target is not opened in place of the console. */
export function useFileDropGuard(): void {
	useEffect(() => {
		const guard = (event: DragEvent) => {
			if (event.defaultPrevented || !carriesFiles(event)) return;
			event.preventDefault();
			if (event.dataTransfer) event.dataTransfer.dropEffect = "none";
		};
		window.addEventListener("dragover", guard);
		window.addEventListener("drop", guard);
		return () => {
			window.removeEventListener("dragover", guard);
			window.removeEventListener("drop", guard);
		};
	}, []);
}

/** The whole column of `inside` takes files; true while some are held over it. */
export function useFileDrop(
	inside: RefObject<HTMLElement | null>,
	onFiles: (files: readonly File[]) => void,
): boolean {
	const [over, setOver] = useState(false);
	const take = useRef(onFiles);
	take.current = onFiles;
	useEffect(() => {
		const column = inside.current?.closest("main");
		if (!column) return;
		const onOver = (event: DragEvent) => {
			if (!carriesFiles(event)) return;
			event.preventDefault();
			if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
			setOver(true);
		};
		const onLeave = (event: DragEvent) => {
			// Going from one element of the column to another is not leaving it.
			if (!(event.relatedTarget instanceof Node && column.contains(event.relatedTarget))) setOver(false);
		};
		const onDrop = (event: DragEvent) => {
			setOver(false);
			const files = filesOf(event.dataTransfer);
			if (files.length === 0) return;
			event.preventDefault();
			take.current(files);
		};
		column.addEventListener("dragover", onOver);
		column.addEventListener("dragleave", onLeave);
		column.addEventListener("drop", onDrop);
		return () => {
			column.removeEventListener("dragover", onOver);
			column.removeEventListener("dragleave", onLeave);
			column.removeEventListener("drop", onDrop);
		};
	}, [inside]);
	return over;
}
