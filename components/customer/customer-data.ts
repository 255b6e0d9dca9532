"use client";

import { useEffect, useRef, useState } from "react";
import useSWR from "swr";
import { useErrorText } from "@/components/api/error-text";
import { type RequestError, request } from "@/components/api/request";
import { useLive } from "@/components/live/live-provider";
import { toastFailed } from "@/components/ui/toaster";
import type { ChangeCustomer, CustomerDetail, CustomerNote, VisitsPage } from "@/lib/customers/schema";

/** Address of a customer in the API, and the key they are cached under. */
const customerPath = (id: string): string => `/api/customers/${id}`;

/** Who a customer is. Asked for again when the conversation with them changes: `version` grows with it. */
export function useCustomer(id: string, version: string) {
	const errorText = useErrorText();
	const { syncNow } = useLive();
	const path = customerPath(id);
	const { data, error, mutate } = useSWR<CustomerDetail, RequestError>(path, (key: string) =>
		request<CustomerDetail>(key),
	);
	const seen = useRef(version);
	useEffect(() => {
		if (seen.current === version) return;
		seen.current = version;
		void mutate();
	}, [version, mutate]);

	/** True when the server has done it. */
	async function act(work: () => Promise<CustomerDetail | undefined>): Promise<boolean> {
		try {
			await mutate(await work(), { revalidate: false });
			return true;
		} catch (problem) {
			toastFailed(errorText(problem), path);
			return false;
		} finally {
			syncNow();
		}
	}

	return {
		customer: data,
		error: data ? undefined : error,
		retry: () => void mutate(),
		change: (body: ChangeCustomer) => act(() => request<CustomerDetail>(path, { method: "PATCH", body })),
		addNote: (text: string) =>
			act(async () => {
				const note = await request<CustomerNote>(`${path}/notes`, { method: "POST", body: { text } });
				return data && { ...data, notes: [note, ...data.notes] };
			}),
		deleteNote: (noteId: string) =>
			act(async () => {
				await request(`${path}/notes/${noteId}`, { method: "DELETE" });
				return data && { ...data, notes: data.notes.filter((note) => note.id !== noteId) };
			}),
	};
}

/** What can be filled in for a customer by name: their attributes, and what the page they came from said. */
export function useCustomerFacts(id: string): Record<string, string> {
	const { data } = useSWR<CustomerDetail, RequestError>(customerPath(id), (key: string) =>
		request<CustomerDetail>(key),
	);
	const source = (data?.source ?? []).map(({ label, value }) => [label, value]);
	const attributes = Object.entries(data?.attributes ?? {}).filter(([, value]) => typeof value !== "boolean");
	return Object.fromEntries([...source, ...attributes.map(([name, value]) => [name, String(value)])]);
}

/** Previous conversations, page by page; the first page came with the customer. */
export function useVisits(customerId: string, first: VisitsPage) {
	const errorText = useErrorText();
	const [more, setMore] = useState<VisitsPage | null>(null);
	const [busy, setBusy] = useState(false);
	const nextCursor = more ? more.nextCursor : first.nextCursor;
	const known = new Set(first.items.map(({ fromSeq }) => fromSeq));

	async function loadMore(): Promise<void> {
		if (!nextCursor || busy) return;
		setBusy(true);
		try {
			const page = await request<VisitsPage>(`${customerPath(customerId)}/visits?cursor=${nextCursor}`);
			setMore({ items: [...(more?.items ?? []), ...page.items], nextCursor: page.nextCursor });
		} catch (error) {
			toastFailed(errorText(error), customerId);
		} finally {
			setBusy(false);
		}
	}

	const items = [...first.items, ...(more?.items ?? []).filter(({ fromSeq }) => !known.has(fromSeq))];
	return { items, hasMore: nextCursor !== null, busy, loadMore };
}
