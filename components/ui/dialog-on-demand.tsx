"use client";

import { type ComponentType, useState } from "react";
import { onDemand } from "./on-demand";

interface Openable {
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

/** A dialog whose code comes when it is opened first. It stays then, so that it goes as any other dialog does. */
export function dialogOnDemand<Props extends Openable>(ask: () => Promise<ComponentType<Props>>) {
	const Part = onDemand(ask);
	function DialogOnDemand(props: Props) {
		const [wanted, setWanted] = useState(props.open);
		if (props.open && !wanted) setWanted(true);
		if (!wanted) return null;
		const onFailed = () => {
			setWanted(false);
			props.onOpenChange(false);
		};
		return <Part {...props} onFailed={onFailed} />;
	}
	DialogOnDemand.preload = Part.preload;
	return DialogOnDemand;
}
