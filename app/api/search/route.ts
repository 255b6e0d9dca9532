import { route } from "@/lib/http";
import { searchQuerySchema } from "@/lib/search/schema";
import { search } from "@/lib/search/search";

export const GET = route({ query: searchQuerySchema }, ({ scope, query }) => search(scope, query));
