"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { useEnter } from "@/components/ui/composition";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import type { SavedFilter } from "@/lib/conversations/filter-schema";

const NAME_MAX_CHARACTERS = 40;

interface FilterNameDialogProps {
	/** Null: the list on screen gets its first name. */
	saved: SavedFilter | null;
	/** True when it was kept. */
	onName: (name: string) => Promise<boolean>;
	onClose: () => void;
}

/** Asks under which name to keep a list. */
export function FilterNameDialog({ saved, onName, onClose }: FilterNameDialogProps) {
	const t = useTranslations();
	const id = useId();
	const [name, setName] = useState(saved?.name ?? "");
	const [busy, setBusy] = useState(false);
	const enter = useEnter(() => void keep());

	async function keep() {
		if (busy || name.trim() === "") return;
		setBusy(true);
		if (await onName(name.trim())) onClose();
		else setBusy(false);
	}

	return (
		<Dialog
			open
			onOpenChange={onClose}
			title={t(saved ? "filters.rename" : "filters.add")}
			closeLabel={t("common.close")}
			className="w-[400px]!"
			footer={
				<>
					<span className="flex-1" />
					<Button look="ghost" onClick={onClose}>
						{t("common.cancel")}
					</Button>
					<Button look="primary" busy={busy} disabled={name.trim() === ""} onClick={() => void keep()}>
						{t("common.save")}
					</Button>
				</>
			}
		>
			<div className="p-5">
				<TextField
					id={id}
					label={t("filters.name")}
					value={name}
					maxLength={NAME_MAX_CHARACTERS}
					autoComplete="off"
					onChange={(event) => setName(event.target.value)}
					{...enter}
				/>
			</div>
		</Dialog>
	);
}
