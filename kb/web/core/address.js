// The address of what is seen: the kind and key of a thing, and all that is chosen on its view. It can be sent on as it is.

/** The address of a thing by its id; `city:oral` is at `/city/oral`. The language goes along. */
export const addressOf = (id, chosen = {}) => to(`/${id.replace(":", "/")}`, chosen);

/** An address with what is chosen there, and the language that is spoken. Null and empty are left out; lists repeat. */
export const to = (path, chosen = {}) => {
  const params = new URLSearchParams();
  const lang = settled("lang");
  for (const [name, value] of Object.entries({ ...chosen, ...(lang && { lang }) })) put(params, name, value);
  return params.size ? `${path}?${params}` : path;
};

const put = (params, name, value) => {
  params.delete(name);
  for (const each of [value].flat()) if (each !== null && each !== undefined && each !== "") params.append(name, each);
};

/** What the address has under a name, or null. */
export const settled = (name) => new URLSearchParams(location.search).get(name);

/** All that the address has under a name. */
export const settledAll = (name) => new URLSearchParams(location.search).getAll(name);

/** Write what is chosen into the address, in place: the view that chose it shows it already. */
export const settle = (chosen) => {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(chosen)) put(url.searchParams, name, value);
  history.replaceState(history.state, "", url);
  dispatchEvent(new Event("settled"));
};

/** Lead to the address of the thing that the one asked for was merged into; what is chosen there stays. */
export const readdress = (id) => {
  const url = new URL(location.href);
  url.pathname = `/${id.replace(":", "/")}`;
  history.replaceState(history.state, "", url);
  dispatchEvent(new Event("settled"));
};
