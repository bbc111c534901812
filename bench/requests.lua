-- wrk asks for the paths in a file, at random, with the key in BENCH_KEY; at the end it prints: requests, microseconds, errors.
--
--     wrk ... -s requests.lua URL -- FILE

local requests = {}

function init(arguments)
    math.randomseed(20151)
    local key = os.getenv("BENCH_KEY")
    local headers = key and { Authorization = "Bearer " .. key } or nil
    for path in io.lines(arguments[1]) do
        requests[#requests + 1] = wrk.format("GET", path, headers)
    end
end

function request()
    return requests[math.random(#requests)]
end

function done(summary)
    local errors = summary.errors
    io.write(string.format("measured %d %d %d\n", summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
