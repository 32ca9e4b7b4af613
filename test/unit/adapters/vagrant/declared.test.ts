import { declares } from './declares.ts';

describe('a Vagrantfile that says all by itself', () => {
  declares([
    {
      name: 'port texts are cut at the first other character',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: "8000-8010", host: "8000-8010"
  config.vm.network "forwarded_port", guest: "80/tcp", host: " 8081"
end`,
      declared: ['8000:8000', '8081:80'],
      unread: [],
    },
    {
      name: 'nil is no port',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: nil, host: 8080
end`,
      declared: ['8080:none'],
      unread: [],
    },
    {
      name: 'a negative port',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: -1, host: 8080
end`,
      declared: ['8080:-1'],
      unread: [],
    },
    {
      name: 'nil and empty options',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080, protocol: nil
  config.vm.network "forwarded_port", guest: 81, host: 8081, host_ip: ""
  config.vm.network "forwarded_port", guest: 82, host: 8082, host_ip: nil, guest_ip: nil
end`,
      declared: ['8080:80', '8081:81', '8082:82'],
      unread: [],
    },
    {
      name: 'an id is compared as text',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080, id: :web
  config.vm.network "forwarded_port", guest: 81, host: 8081, id: "web"
end`,
      declared: ['8081:81 web'],
      unread: [],
    },
    {
      name: 'an id that is a number, and one that is nil',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080, id: 5
  config.vm.network "forwarded_port", guest: 81, host: 8081, id: "5"
  config.vm.network "forwarded_port", guest: 82, host: 8082, id: nil
end`,
      declared: ['8081:81 5', '8082:82'],
      unread: [],
    },
    {
      name: 'options are merged within a block, but for the protocol',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080, protocol: "udp", id: "dns", auto_correct: true
  config.vm.network "forwarded_port", host: 5353, id: "dns"
end`,
      declared: ['5353:80 dns auto'],
      unread: [],
    },
    {
      name: 'a later configure block replaces as a whole',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080, protocol: "udp", id: "dns", auto_correct: true
end
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", host: 5353, id: "dns"
end`,
      declared: ['5353:none dns'],
      unread: [],
    },
    {
      name: 'a machine replaces what it inherits',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
  config.vm.define "web" do |web|
    web.vm.network "forwarded_port", guest: 81, host: 8080
  end
  config.vm.define "db"
end`,
      declared: ['web 8080:81', 'db 8080:80'],
      unread: [],
    },
    {
      name: 'keys in quotes are symbols',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", "guest": 80, "host": 8080
end`,
      declared: ['8080:80'],
      unread: [],
    },
    {
      name: 'a version that is a number',
      text: `Vagrant.configure(2) do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
end`,
      declared: ['8080:80'],
      unread: [],
    },
    {
      name: 'version 1 has no forwarded_port network',
      text: `Vagrant.configure("1") do |config|
  config.vm.network :forwarded_port, 80
end`,
      declared: [],
      unread: [],
    },
    {
      name: 'Vagrant::Config.run',
      text: `Vagrant::Config.run("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
end`,
      declared: ['8080:80'],
      unread: [],
    },
    {
      name: 'machines in a loop',
      text: `Vagrant.configure("2") do |config|
  %i[a b].each_with_index do |name, i|
    config.vm.define name do |m|
      m.vm.network "forwarded_port", guest: 80, host: 8080 + i
    end
  end
end`,
      declared: ['a 8080:80', 'b 8081:80'],
      unread: [],
    },
    {
      name: 'for has one variable for all machines',
      text: `Vagrant.configure("2") do |config|
  for i in 1..3
    config.vm.define "n#{i}" do |m|
      m.vm.network "forwarded_port", guest: 80, host: 8080 + i
    end
  end
end`,
      declared: ['n1 8083:80', 'n2 8083:80', 'n3 8083:80'],
      unread: [],
    },
    {
      name: 'each.with_index',
      text: `Vagrant.configure("2") do |config|
  [80, 443].each.with_index(1) do |port, i|
    config.vm.network "forwarded_port", guest: port, host: 9000 + i
  end
end`,
      declared: ['9001:80', '9002:443'],
      unread: [],
    },
    {
      name: 'numbered parameters',
      text: `Vagrant.configure("2") do |config|
  [80, 443].each { config.vm.network "forwarded_port", guest: _1, host: _1 + 8000 }
  {22 => 2200}.each { config.vm.network "forwarded_port", guest: _1, host: _2 }
end`,
      declared: ['8080:80', '8443:443', '2200:22'],
      unread: [],
    },
    {
      name: 'downto and step',
      text: `Vagrant.configure("2") do |config|
  8003.downto(8001) { |p| config.vm.network "forwarded_port", guest: p, host: p }
  (8010..8020).step(5) { |p| config.vm.network "forwarded_port", guest: p, host: p }
  1.step(by: 4, to: 9) { |p| config.vm.network "forwarded_port", guest: p, host: 9000+p }
end`,
      declared: [
        '8003:8003',
        '8002:8002',
        '8001:8001',
        '8010:8010',
        '8015:8015',
        '8020:8020',
        '9001:1',
        '9005:5',
        '9009:9',
      ],
      unread: [],
    },
    {
      name: 'pairs and triples',
      text: `Vagrant.configure("2") do |config|
  [[80, 8080], [443, 8443, "udp"]].each do |g, h, proto|
    config.vm.network "forwarded_port", guest: g, host: h, protocol: proto
  end
end`,
      declared: ['8080:80', '8443:443/udp'],
      unread: [],
    },
    {
      name: 'hashes with **',
      text: `Vagrant.configure("2") do |config|
  [{guest: 80, host: 8080}, {guest: 443, host: 8443, host_ip: "127.0.0.1"}].each do |o|
    config.vm.network "forwarded_port", **o
  end
end`,
      declared: ['8080:80', '127.0.0.1:8443:443'],
      unread: [],
    },
    {
      name: 'machines from data',
      text: `nodes = [
  { name: "web", ports: { 80 => 8080, 443 => 8443 } },
  { name: "db", ports: { 5432 => 5432 }, memory: 512 },
]
Vagrant.configure("2") do |config|
  nodes.each do |node|
    config.vm.define node[:name] do |m|
      m.vm.hostname = node[:name]
      node[:ports].each { |g, h| m.vm.network :forwarded_port, guest: g, host: h, id: "#{node[:name]}-#{g}" }
      m.vm.provider "virtualbox" do |vb|
        vb.memory = node[:memory] || 1024
      end
    end
  end
end`,
      declared: ['web 8080:80 web-80', 'web 8443:443 web-443', 'db 5432:5432 db-5432'],
      unread: [],
    },
    {
      name: 'machine names by format, conditions on the counter',
      text: `N = 3
BASE = 8000
Vagrant.configure("2") do |config|
  (1..N).each do |i|
    config.vm.define "node-%02d" % i, primary: i == 1 do |m|
      m.vm.network "forwarded_port", guest: 80, host: BASE + i * 10
      if i == 1
        m.vm.network "forwarded_port", guest: 443, host: 8443
      end
      m.vm.network "forwarded_port", guest: 5000, host: 5000 unless i > 1
    end
  end
end`,
      declared: [
        'node-01 8010:80',
        'node-01 8443:443',
        'node-01 5000:5000',
        'node-02 8020:80',
        'node-03 8030:80',
      ],
      unread: [],
    },
    {
      name: 'a define block runs after the file',
      text: `Vagrant.configure("2") do |config|
  port = 8080
  config.vm.define "a" do |a| a.vm.network "forwarded_port", guest: 80, host: port; end
  port += 1
  config.vm.define "b" do |b| b.vm.network "forwarded_port", guest: 80, host: port; end
end`,
      declared: ['a 8081:80', 'b 8081:80'],
      unread: [],
    },
    {
      name: 'a configure block runs after the file',
      text: `port = 80
Vagrant.configure("2") { |c| c.vm.network "forwarded_port", guest: 80, host: port }
port = 90`,
      declared: ['90:80'],
      unread: [],
    },
    {
      name: 'while, until and loop',
      text: `Vagrant.configure("2") do |config|
  i = 8000
  while i < 8003
    config.vm.network "forwarded_port", guest: i, host: i
    i += 1
  end
  begin
    config.vm.network "forwarded_port", guest: i, host: i
    i += 1
  end while i < 8005
  until i == 8006 do
    config.vm.network "forwarded_port", guest: i, host: i
    i += 1
  end
  loop do
    break if i >= 8008
    config.vm.network "forwarded_port", guest: i, host: i
    i += 1
  end
end`,
      declared: [
        '8000:8000',
        '8001:8001',
        '8002:8002',
        '8003:8003',
        '8004:8004',
        '8005:8005',
        '8006:8006',
        '8007:8007',
      ],
      unread: [],
    },
    {
      name: 'next and break',
      text: `Vagrant.configure("2") do |config|
  (8000..8010).each do |p|
    next if p.odd?
    break if p > 8006
    config.vm.network "forwarded_port", guest: p, host: p
  end
end`,
      declared: ['8000:8000', '8002:8002', '8004:8004', '8006:8006'],
      unread: [],
    },
    {
      name: 'case',
      text: `Vagrant.configure("2") do |config|
  case "web"
  when "db" then config.vm.network "forwarded_port", guest: 1, host: 1001
  when "web", "app" then config.vm.network "forwarded_port", guest: 2, host: 1002
  else config.vm.network "forwarded_port", guest: 3, host: 1003
  end
  case 5
  when 1..4 then config.vm.network "forwarded_port", guest: 4, host: 1004
  when Integer then config.vm.network "forwarded_port", guest: 5, host: 1005
  end
end`,
      declared: ['1002:2', '1005:5'],
      unread: [],
    },
    {
      name: 'ways to call network',
      text: `Vagrant.configure("2") do |config|
  config.vm.tap { |vm| vm.network :forwarded_port, guest: 80, host: 8080 }
  config.tap do |c| c.vm.network :forwarded_port, guest: 81, host: 8081 end
  config.vm.send(:network, :forwarded_port, guest: 82, host: 8082)
  config.vm.instance_eval { network :forwarded_port, guest: 83, host: 8083 }
  config&.vm&.network :forwarded_port, guest: 84, host: 8084
  config.vm.network(*["forwarded_port"], **{guest: 85, host: 8085})
  config.vm.network "forwarded" + "_port", guest: 86, host: 8086
  config.vm.network :"forwarded_port", guest: 87, host: 8087
  config.vm.network %q(forwarded_port), guest: 88, host: 8088
end`,
      declared: [
        '8080:80',
        '8081:81',
        '8082:82',
        '8083:83',
        '8084:84',
        '8085:85',
        '8086:86',
        '8087:87',
        '8088:88',
      ],
      unread: [],
    },
    {
      name: 'a method with defaults and keywords',
      text: `def fwd(config, guest, host = guest + 8000, protocol: "tcp", **rest)
  config.vm.network "forwarded_port", guest: guest, host: host, protocol: protocol, **rest
end
Vagrant.configure("2") do |config|
  fwd config, 80
  fwd config, 53, 5353, protocol: "udp", auto_correct: true
  [1, 2].each { |p| fwd(config, p) }
end`,
      declared: ['8080:80', '5353:53/udp auto', '8001:1', '8002:2'],
      unread: [],
    },
    {
      name: 'a module with constants and a method',
      text: `module Ports
  WEB = 8080
  ALL = { web: [80, WEB] }.freeze
  def self.db; 5432; end
end
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: Ports::WEB
  config.vm.network "forwarded_port", guest: Ports.db, host: Ports.db + 1
  Ports::ALL.each { |n, (g, h)| config.vm.network "forwarded_port", guest: g, host: h + 10, id: n }
end`,
      declared: ['8080:80', '5433:5432', '8090:80 web'],
      unread: [],
    },
    {
      name: 'assignment to several',
      text: `a, b = 80, 8080
c, (d, *e) = 1, [2, 3, 4]
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: a, host: b
  config.vm.network "forwarded_port", guest: c, host: d
  e.each { |x| config.vm.network "forwarded_port", guest: x, host: x }
end`,
      declared: ['8080:80', '2:1', '3:3', '4:4'],
      unread: [],
    },
    {
      name: 'lists and hashes that grow',
      text: `ports = []
ports << 80
ports.push(443, 8080)
ports += [22]
h = {}
h[:a] = 1
h["b"] ||= 2
Vagrant.configure("2") do |config|
  ports.each { |p| config.vm.network "forwarded_port", guest: p, host: p + 10000 }
  h.each_value { |v| config.vm.network "forwarded_port", guest: v, host: v }
  h.each_pair { |k, v| config.vm.network "forwarded_port", guest: v, host: v, id: "x#{k}" }
end`,
      declared: [
        '10080:80',
        '10443:443',
        '18080:8080',
        '10022:22',
        '1:1',
        '2:2',
        '1:1 xa',
        '2:2 xb',
      ],
      unread: [],
    },
    {
      name: 'chains of list methods',
      text: `Vagrant.configure("2") do |config|
  x = [80, 81].map { |p| [p, p + 8000] }.to_h
  x.each { |g, h| config.vm.network "forwarded_port", guest: g, host: h }
  (1..6).select(&:even?).each { |p| config.vm.network "forwarded_port", guest: p, host: p }
  [3, 1, 2].sort.reverse.each_with_index { |p, i| config.vm.network "forwarded_port", guest: p, host: 7000 + i }
  %w[10 20].map(&:to_i).zip([100, 200]).each { |a, b| config.vm.network "forwarded_port", guest: a, host: b }
  (1..4).each_slice(2) { |a, b| config.vm.network "forwarded_port", guest: a, host: 6000 + b }
  [1,2,3].inject(0) { |s, p| config.vm.network "forwarded_port", guest: p, host: 5000 + s; s + p }
  [5].each_with_object(6) { |p, m| config.vm.network "forwarded_port", guest: p, host: m }
end`,
      declared: [
        '8080:80',
        '8081:81',
        '2:2',
        '4:4',
        '6:5',
        '7000:3',
        '7001:2',
        '7002:1',
        '100:10',
        '200:20',
        '6002:1',
        '6004:3',
        '5000:1',
        '5001:2',
        '5003:3',
      ],
      unread: [],
    },
    {
      name: 'truthiness of options',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080, host_ip: "127.0.0.1", disabled: "yes", auto_correct: nil
end`,
      declared: ['127.0.0.1:8080:80 disabled'],
      unread: [],
    },
    {
      name: 'machines defined twice, and inside another',
      text: `Vagrant.configure("2") do |config|
  config.vm.define "a" do |a|
    a.vm.network "forwarded_port", guest: 80, host: 8080
  end
  config.vm.define "a" do |a|
    a.vm.network "forwarded_port", guest: 81, host: 8080
  end
  config.vm.define :b do |b|
    b.vm.define "c" do |c|
      c.vm.network "forwarded_port", guest: 82, host: 8082
    end
  end
end`,
      declared: ['a 8080:81'],
      unread: [],
    },
    {
      name: 'machines defined in two configure blocks',
      text: `Vagrant.configure("2") do |config|
  config.vm.define "a" do |a|
    a.vm.network "forwarded_port", guest: 80, host: 8080
  end
end
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 90, host: 9090
  config.vm.define "b"
  config.vm.define "a" do |a|
    a.vm.network "forwarded_port", guest: 80, host: 8080, auto_correct: true
  end
end`,
      declared: ['a 9090:90', 'a 8080:80 auto', 'b 9090:90'],
      unread: [],
    },
    {
      name: 'config.vm takes no block',
      text: `Vagrant.configure("2") do |config|
  config.vm do |vm|
    vm.network "forwarded_port", guest: 80, host: 8080
  end
end`,
      declared: [],
      unread: [],
    },
    {
      name: 'text after __END__',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
end
__END__
config.vm.network "forwarded_port", guest: 81, host: 8081`,
      declared: ['8080:80'],
      unread: [],
    },
    {
      name: 'next leaves the configure block',
      text: `Vagrant.configure("2") do |config|
  next
  config.vm.network "forwarded_port", guest: 80, host: 8080
end`,
      declared: [],
      unread: [],
    },
    {
      name: 'methods that change their argument',
      text: `def change(l); l << 99; end
def change2(l); l.replace([7]); end
list = [80, 81]
change(list)
more = [1]
change2(more)
Vagrant.configure("2") do |config|
  (list + more).each { |p| config.vm.network "forwarded_port", guest: p, host: p + 8000 }
end`,
      declared: [],
      unread: [8],
    },
    {
      name: 'instance variables of the file',
      text: `@p = 8080
def setp(x); @p = x; @q ||= 5; end
setp(9090)
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: @p + @q
end`,
      declared: ['9095:80'],
      unread: [],
    },
    {
      name: 'config kept in lists and hashes',
      text: `Vagrant.configure("2") do |config|
  vm = [config.vm]
  vm.each { |v| v.network "forwarded_port", guest: 80, host: 8080 }
  { c: config }[:c].vm.network "forwarded_port", guest: 81, host: 8081
  c2 = config.dup
  c2.vm.network "forwarded_port", guest: 82, host: 8082
end`,
      declared: ['8080:80', '8081:81', '8082:82'],
      unread: [],
    },
    {
      name: 'a helper module',
      text: `module Helper
  def self.apply(config, ports)
    ports.each { |p| config.vm.network "forwarded_port", guest: p, host: p + 8000 }
  end
end
Vagrant.configure("2") do |config|
  Helper.apply(config, [80, 81])
  Helper.apply config, (90..91)
end`,
      declared: ['8080:80', '8081:81', '8090:90', '8091:91'],
      unread: [],
    },
    {
      name: 'loops with a counter',
      text: `Vagrant.configure("2") do |config|
  i = 0
  i += 1 while i < 5
  config.vm.network "forwarded_port", guest: 82, host: 8080 + i
  i -= 1 until i.zero?
  config.vm.network "forwarded_port", guest: 82, host: 8080 + i
  j = 0
  while true
    j += 1
    next if j == 2
    break if j > 3
    config.vm.network "forwarded_port", guest: j, host: 9000 + j
  end
  config.vm.network "forwarded_port", guest: 83, host: 9090 + j
end`,
      declared: ['8085:82', '8080:82', '9001:1', '9003:3', '9094:83'],
      unread: [],
    },
    {
      name: 'rescue without an error',
      text: `x = (begin; 5; rescue; 6; end)
y = Integer("12") rescue 7
z = (raise "a" rescue 8)
w = begin
  9
ensure
  10
end
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: y, host: 8000 + y
  config.vm.network "forwarded_port", guest: z, host: 8000 + z
  config.vm.network "forwarded_port", guest: w, host: 8000 + w
end`,
      declared: ['8012:12', '8008:8', '8009:9'],
      unread: [],
    },
    {
      name: 'conditions that are known',
      text: `x = 5
if false
  y = 1
end
z = (x > 3 && x < 10) || nil
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080, auto_correct: z, disabled: y
  config.vm.network "forwarded_port", guest: 81, host: (x if x > 9) || 8081
  config.vm.network "forwarded_port", guest: 82, host: x > 9 ? 1 : 8082
  config.vm.network "forwarded_port", guest: 83, host: (not true) ? 1 : 8083
end`,
      declared: ['8080:80 auto', '8081:81', '8082:82', '8083:83'],
      unread: [],
    },
    {
      name: 'hash keys of all kinds',
      text: `v = { "a" => 1, :a => 2, 1 => 3, 1.0 => 4, nil => 5, [1, 2] => 6 }
Vagrant.configure("2") do |config|
  v.each { |k, p| config.vm.network "forwarded_port", guest: p, host: 8000 + p, id: "k#{k}" }
  config.vm.network "forwarded_port", guest: v[[1,2]], host: v[nil] + v[1] + 100
end`,
      declared: ['8002:2 ka', '8003:3 k1', '8004:4 k1.0', '8005:5 k', '8006:6 k[1, 2]', '108:6'],
      unread: [],
    },
    {
      name: 'numbers and texts',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: "80", host: "%04d" % 8080
  config.vm.network "forwarded_port", guest: "8" "1", host: "80" + 81.to_s
  config.vm.network "forwarded_port", guest: "82x".to_i, host: 8082.0.to_i
  config.vm.network "forwarded_port", guest: 17 / 2, host: -17 / 2 + 8100
  config.vm.network "forwarded_port", guest: -7 % 3, host: 2 ** 13
  config.vm.network "forwarded_port", guest: "a".ord, host: "1,2,3".split(",").map(&:to_i).sum + 7000
  config.vm.network "forwarded_port", guest: 5.clamp(6, 9), host: [3, 9, 4].max + 7100
  config.vm.network "forwarded_port", guest: 1 <=> 0, host: "abc".length + 7200
  config.vm.network "forwarded_port", guest: 8.5, host: 8.75 + 7300, id: "f#{8.5}#{1e20}#{1.0}"
end`,
      declared: [
        '8080:80',
        '8081:81',
        '8082:82',
        '8091:8',
        '8192:2',
        '7109:6',
        '7203:1',
        '7308:8 f8.51.0e+201.0',
      ],
      unread: [7],
    },
    {
      name: 'a usual file with two machines',
      text: `names = %w[web db]
Vagrant.configure("2") do |config|
  names.each_with_index do |name, i|
    config.vm.define name.to_sym, autostart: i.zero? do |node|
      node.vm.hostname = "#{name}.local"
      node.vm.network "private_network", ip: "10.0.0.#{10 + i}"
      node.vm.network "forwarded_port", guest: 22, host: 2200 + i, id: "ssh", auto_correct: true
      node.vm.provision "shell", inline: <<-SH, privileged: false
        echo config.vm.network "forwarded_port", guest: 1, host: 1
      SH
    end
  end
  config.vm.provision :shell do |s|
    s.inline = "x"
  end
end`,
      declared: ['web 2200:22 ssh auto', 'db 2201:22 ssh auto'],
      unread: [],
    },
    {
      name: 'then and tap',
      text: `x = 5.then { |v| v + 1 }
y = [1, 2].tap { |l| l << 3 }
z = [4, [5, [6]]].flatten
Vagrant.configure("2") do |config|
  (y + z).each { |p| config.vm.network "forwarded_port", guest: p, host: 8000 + p + x }
end`,
      declared: ['8007:1', '8008:2', '8009:3', '8010:4', '8011:5', '8012:6'],
      unread: [],
    },
    {
      name: 'splats',
      text: `a = *1..3
b = [*a, *[7, 8]]
*c, d = b
e, = d
Vagrant.configure("2") do |config|
  b.each { |p| config.vm.network "forwarded_port", guest: p, host: 8000 + p }
  c.each { |p; d| config.vm.network "forwarded_port", guest: p, host: 9000 + p }
  [[1, [2, 3]]].each { |q, (r, s)| config.vm.network "forwarded_port", guest: q, host: 7000 + r * s }
  [[1, 2, 3]].each { |q, *r| config.vm.network "forwarded_port", guest: q, host: 6000 + r.size }
  [[1, 2]].each { |q| config.vm.network "forwarded_port", guest: q[0], host: 5000 + q[1] }
  { a: 4 }.map { |q| config.vm.network "forwarded_port", guest: q[1], host: 4000 + q.size }
  [[9, 1]].each { |q,| config.vm.network "forwarded_port", guest: q, host: 4100 }
end`,
      declared: [
        '8001:1',
        '8002:2',
        '8003:3',
        '8007:7',
        '8008:8',
        '9001:1',
        '9002:2',
        '9003:3',
        '9007:7',
        '7006:1',
        '6002:1',
        '5002:1',
        '4002:4',
        '4100:9',
      ],
      unread: [],
    },
    {
      name: '||= and &&=',
      text: `X ||= 8080
X ||= 9090
$y ||= 7070
@z ||= 6060
v ||= 5050
v &&= v + 1
v -= 1
Vagrant.configure("2") do |config|
  [X, $y, @z, v].each { |p| config.vm.network "forwarded_port", guest: 80, host: p }
end`,
      declared: ['8080:80', '7070:80', '6060:80', '5050:80'],
      unread: [],
    },
    {
      name: 'data with gaps',
      text: `VMS = { "a" => { ports: [[80, 8080]] }, "b" => { ports: nil }, "c" => {} }
Vagrant.configure("2") do |config|
  VMS.each do |name, o|
    config.vm.define(name) do |m|
      (o[:ports] || []).each { |g, h| m.vm.network "forwarded_port", guest: g, host: h }
      o.fetch(:extra, [81]).each { |g| m.vm.network "forwarded_port", guest: g, host: g + 1000 }
      m.vm.network "forwarded_port", guest: 1, host: 1111 if o.key?(:ports) && !o[:ports].nil?
      m.vm.network "forwarded_port", guest: 2, host: 2223 unless o[:ports]&.any?
      m.vm.network "forwarded_port", guest: 3, host: 3333 if o.dig(:ports, 0, 1) == 8080
    end
  end
end`,
      declared: [
        'a 8080:80',
        'a 1081:81',
        'a 1111:1',
        'a 3333:3',
        'b 1081:81',
        'b 2223:2',
        'c 1081:81',
        'c 2223:2',
      ],
      unread: [],
    },
  ]);
});
