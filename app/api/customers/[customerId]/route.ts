import { changeCustomer } from "@/lib/customers/change";
import { getCustomer } from "@/lib/customers/detail";
import { changeCustomerSchema, customerParams } from "@/lib/customers/schema";
import { route } from "@/lib/http";

export const GET = route({ params: customerParams }, ({ scope, params }) =>
	getCustomer(scope, params.customerId),
);

export const PATCH = route(
	{ params: customerParams, body: changeCustomerSchema },
	({ scope, params, body }) => changeCustomer(scope, params.customerId, body),
);
