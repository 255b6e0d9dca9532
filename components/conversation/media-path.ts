/** Address of a picture's bytes in the API; `thumb` for the small one, `download` as a file to keep. */
export const mediaPath = (id: string, as?: "thumb" | "download"): string => {
	const query = as === "thumb" ? "?size=thumb" : "?download=1";
	return `/api/media/${id}${as ? query : ""}`;
};
