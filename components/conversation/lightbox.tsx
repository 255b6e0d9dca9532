"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type CSSProperties, useState } from "react";
import Library, { IconButton } from "yet-another-react-lightbox";
import Download from "yet-another-react-lightbox/plugins/download";
import Zoom from "yet-another-react-lightbox/plugins/zoom";
import "yet-another-react-lightbox/styles.css";
import "./lightbox.css";
import { strangerWords } from "@/components/ui/hidden-characters";
import type { MediaRef } from "@/lib/conversations/schema";
import { mediaPath } from "./media-path";

declare module "yet-another-react-lightbox" {
	interface Labels {
		/** Of our own button that turns the picture. */
		Turn?: string;
	}
}

interface LightboxProps {
	/** From the oldest to the newest; may grow while it is open. */
	pictures: MediaRef[];
	firstId: string;
	onClose: () => void;
}

/** A picture over the whole page: zoom, turn, download, the arrow keys through the thread, Escape back to where it was. */
export function Lightbox({ pictures, firstId, onClose }: LightboxProps) {
	const t = useTranslations("lightbox");
	// By id: older pictures may be loaded above while this one is looked at.
	const [shownId, setShownId] = useState(firstId);
	const [quarterTurns, setQuarterTurns] = useState(0);
	const index = Math.max(
		0,
		pictures.findIndex(({ id }) => id === shownId),
	);
	const alone = pictures.length < 2;
	return (
		<Library
			open
			close={onClose}
			index={index}
			slides={pictures.map(toSlide)}
			plugins={[Zoom, Download]}
			on={{
				view: ({ index }) => {
					const next = pictures[index]?.id ?? shownId;
					if (next !== shownId) setQuarterTurns(0);
					setShownId(next);
				},
			}}
			carousel={{
				finite: true,
				padding: "52px",
				preload: 1,
				imageProps: (slide) => turned(slide, quarterTurns, shownId),
			}}
			controller={{ closeOnBackdropClick: true }}
			animation={{ fade: 140, swipe: 220, zoom: 220 }}
			zoom={{ maxZoomPixelRatio: 4, scrollToZoom: true }}
			toolbar={{
				buttons: [
					"zoom",
					<IconButton
						key="turn"
						label="Turn"
						icon={RotateCw}
						onClick={() => setQuarterTurns(quarterTurns + 1)}
					/>,
					"download",
					"close",
				],
			}}
			render={alone ? { buttonPrev: () => null, buttonNext: () => null } : {}}
			styles={{ slide: { containerType: "size" } }}
			labels={{
				Previous: t("previous"),
				Next: t("next"),
				Close: t("close"),
				Slide: t("picture"),
				Carousel: t("pictures"),
				Lightbox: t("label"),
				"Photo gallery": t("pictures"),
				"{index} of {total}": t("place", { index: "{index}", total: "{total}" }),
				Turn: t("turn"),
				"Zoom in": t("zoomIn"),
				"Zoom out": t("zoomOut"),
				Download: t("download"),
			}}
		/>
	);
}

const toSlide = ({ id, name, width, height }: MediaRef) => ({
	src: mediaPath(id),
	alt: name ? strangerWords(name) : undefined,
	download: mediaPath(id, "download"),
	width: width ?? undefined,
	height: height ?? undefined,
});

/** Turned by quarters. Lying on its side a picture may be as wide as the page is high, and the other way round. */
function turned(
	{ src, width, height }: { src: string; width?: number; height?: number },
	quarterTurns: number,
	shownId: string,
): { style?: CSSProperties } {
	if (quarterTurns === 0 || src !== mediaPath(shownId)) return {};
	const transform = `rotate(${quarterTurns * 90}deg)`;
	if (quarterTurns % 2 === 0) return { style: { transform } };
	return {
		style: {
			transform,
			flexShrink: 0,
			maxWidth: width ? `min(${width}px, 100cqh)` : "100cqh",
			maxHeight: height ? `min(${height}px, 100cqw)` : "100cqw",
		},
	};
}
