-- wrk writes, each time something new: lines of a file are "PATCH <path>" or "POST <path> <municipality>", taken at random. The API key
-- is BENCH_KEY. At the end it prints as requests.lua does.
--
--     wrk ... -s writes.lua URL -- FILE

local lines = {}
local count = 0
local headers = { ["Content-Type"] = "application/json", Authorization = "Bearer " .. os.getenv("BENCH_KEY") }

function init(arguments)
    math.randomseed(os.time())
    for line in io.lines(arguments[1]) do
        local method, path, municipality = line:match("^(%u+) (%S+) ?(%S*)$")
        lines[#lines + 1] = { method = method, path = path, municipality = municipality }
    end
end

local function body_of(line)
    count = count + 1 -- short numbers: nine digits may be a citizen service number, which is refused
    if line.method == "PATCH" then
        return string.format('{"title":"Pilot %d-%d"}', math.random(99999), count)
    end
    return string.format('{"municipality":"%s","title":"Pilot %d","kind":"pilot","startDate":"2018-01-01",'
        .. '"summary":"Een proef met een korte samenvatting.","domains":["youth","wmo"]}', line.municipality, count)
end

function request()
    local line = lines[math.random(#lines)]
    return wrk.format(line.method, line.path, headers, body_of(line))
end

function done(summary)
    local errors = summary.errors
    io.write(string.format("measured %d %d %d\n", summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
