-- What wrk sends: a person and one of that person's requests, drawn at random; any answer but the wanted one ends the run.
-- SUBJECT names a file that returns {want, method, headers, body, tokens, people = {{cookie, token, {path, …}}, …}}.
local subject = dofile(os.getenv("SUBJECT"))
local people, want, drawn = subject.people, subject.want, 0
local batch = string.format("%x-%x", os.time(), math.random(2 ^ 30))

function init(args)
  math.randomseed(tonumber(os.getenv("SEED") or "1"))
end

local function next_of(list)
  if not subject.once then return list[math.random(#list)] end
  if #list == 0 then return nil end
  return table.remove(list)
end

function request()
  local person, path
  for _ = 1, 1000 do
    person = people[math.random(#people)]
    path = next_of(person.paths)
    if path then break end
  end
  if not path then
    io.stderr:write("there are too few records for this round\n")
    os.exit(3)
  end
  drawn = drawn + 1
  local headers = { Cookie = person.cookie }
  for name, value in pairs(subject.headers) do headers[name] = value end
  local tag
  path, tag = path:match("^(%S+)%s?(.*)$")
  if tag ~= "" then headers["If-None-Match"] = tag end
  if subject.method == "GET" then return wrk.format("GET", path, headers) end
  local body = subject.body:gsub("{(%w+)}", { token = person.token, key = batch .. "-" .. drawn, tag = tag })
  return wrk.format("POST", path, headers, body)
end

function response(status, headers, body)
  if status ~= want then
    io.stderr:write(string.format("answered %d where %d was wanted\n", status, want))
    os.exit(2)
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.stdout:write(string.format(
    "RESULT %d %d %d %d %d %d\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99), failed
  ))
end
