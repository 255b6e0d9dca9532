"use client";

import { Image } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { PICTURE_TYPES } from "./picture-file";

/** Opens the file dialog for one or several pictures. */
export function PictureButton({ onChosen }: { onChosen: (files: readonly File[]) => void }) {
	const t = useTranslations("composer");
	const input = useRef<HTMLInputElement>(null);
	return (
		<>
			<IconButton
				label={t("addPicture")}
				icon={<Image size={16} strokeWidth={1.75} aria-hidden />}
				onClick={() => input.current?.click()}
			/>
			<input
				ref={input}
				type="file"
				multiple
				accept={PICTURE_TYPES}
				hidden
				onChange={(event) => {
					onChosen([...(event.target.files ?? [])]);
					// The same file may be chosen again.
					event.target.value = "";
				}}
			/>
		</>
	);
}
