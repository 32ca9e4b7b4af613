import { declares } from './declares.ts';

describe('a Vagrantfile that leaves something to Ruby', () => {
  declares([
    {
      name: 'a counter shared by define blocks',
      text: `Vagrant.configure("2") do |config|
  port = 8080
  %w[a b].each do |n|
    config.vm.define n do |m|
      m.vm.network "forwarded_port", guest: 80, host: port
      port += 1
    end
  end
end`,
      declared: [],
      unread: [5],
    },
    {
      name: 'the configuration used inside a provider block',
      text: `Vagrant.configure("2") do |config|
  config.vm.provider "virtualbox" do |vb|
    config.vm.network "forwarded_port", guest: 80, host: 8080
  end
  config.vm.network "forwarded_port", guest: 81, host: 8081
end`,
      declared: ['8081:81'],
      unread: [3],
    },
    {
      name: 'a variable written before an error that is rescued',
      text: `x = 1
begin
  x = 5
  raise "a"
rescue
end
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080 + x
end`,
      declared: [],
      unread: [8],
    },
    {
      name: 'a list that may grow',
      text: `ports = [80]
other = ports
other << 81 if ENV["A"]
Vagrant.configure("2") do |config|
  ports.each { |p| config.vm.network "forwarded_port", guest: p, host: p + 8000 }
  config.vm.network "forwarded_port", guest: 9, host: 9999
end`,
      declared: ['9999:9'],
      unread: [5],
    },
    {
      name: 'one of two lists grows',
      text: `a = [80]; b = [81]
x = ENV["A"] ? a : b
x << 90
Vagrant.configure("2") do |config|
  (a + b).each { |p| config.vm.network "forwarded_port", guest: p, host: p + 8000 }
end`,
      declared: [],
      unread: [5],
    },
    {
      name: 'a change through a key that is not known',
      text: `h = { web: { port: 80 }, db: { port: 81 } }
h[ENV["A"] ? :web : :db][:port] = 99
Vagrant.configure("2") do |config|
  h.each { |n, o| config.vm.network "forwarded_port", guest: o[:port], host: o[:port] + 8000 }
end`,
      declared: [],
      unread: [4],
    },
    {
      name: 'a change inside a loop',
      text: `h = { web: { port: 80 }, db: { port: 81 } }
h.each { |k, v| v[:port] += 1 if ENV["A"] }
Vagrant.configure("2") do |config|
  h.each { |n, o| config.vm.network "forwarded_port", guest: o[:port], host: o[:port] + 8000 }
end`,
      declared: [],
      unread: [4],
    },
    {
      name: 'changes through lists that are not followed',
      text: `h = { web: { port: 80 } }
h.values.each { |v| v[:port] = 90 }
h.sort_by { |k, v| v[:port] }.each { |k, v| v[:host] = 8080 }
Vagrant.configure("2") do |config|
  h.each { |n, o| config.vm.network "forwarded_port", guest: o[:port], host: o[:host] }
end`,
      declared: ['8080:90'],
      unread: [],
    },
    {
      name: 'a change inside a call that is not followed',
      text: `list = [[80], [81]]
list.each_entry.lazy.map { |x| x << 5 }.to_a
Vagrant.configure("2") do |config|
  list.each { |p, q| config.vm.network "forwarded_port", guest: p, host: p + 8000 + q.to_i }
end`,
      declared: [],
      unread: [4],
    },
    {
      name: 'a list that grows in an order that is not known',
      text: `list = [80, 81]
list.shuffle.each { |x| list << x + 100 if list.size < 4 }
Vagrant.configure("2") do |config|
  list.each { |p| config.vm.network "forwarded_port", guest: p, host: p + 8000 }
end`,
      declared: [],
      unread: [4],
    },
    {
      name: 'methods that change a list',
      text: `list = [80, 81]
list.delete_if { |x| x == 80 }
list.map! { |x| x + 1 }
Vagrant.configure("2") do |config|
  list.each { |p| config.vm.network "forwarded_port", guest: p, host: p + 8000 }
end`,
      declared: [],
      unread: [5],
    },
    {
      name: 'strings that are changed in place',
      text: `s = "80"
t = s
t << "8"
u = "1"
u.concat("2")
v = "x1y"
v.gsub!("x", "")
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: s, host: 8080
  config.vm.network "forwarded_port", guest: u, host: 8081
  config.vm.network "forwarded_port", guest: v, host: 8082
end`,
      declared: [],
      unread: [9, 10, 11],
    },
    {
      name: 'a lambda that may run',
      text: `port = 8080
add = lambda { port += 1 }
add.call
add.() if ENV["A"]
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: port
end`,
      declared: [],
      unread: [6],
    },
    {
      name: 'a lambda with too few arguments',
      text: `port = 8080
add = lambda { port += 1 }
3.times(&add)
[1,2].each(&add) rescue nil
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: port
end`,
      declared: [],
      unread: [],
    },
    {
      name: 'methods that pass on what has no name',
      text: `def fwd(...) add(...) end
def add(c, g, h:) c.vm.network "forwarded_port", guest: g, host: h end
Vagrant.configure("2") do |config|
  fwd config, 80, h: 8080
end`,
      declared: [],
      unread: [4],
    },
    {
      name: 'a method of one object',
      text: `Vagrant.configure("2") do |config|
  class << config.vm; def nw(g, h) network "forwarded_port", guest: g, host: h end; end
  config.vm.nw 80, 8080
end`,
      declared: [],
      unread: [2],
    },
    {
      name: 'an instance variable by its name',
      text: `instance_variable_set(:@a, 8080)
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: @a
end`,
      declared: [],
      unread: [1],
    },
    {
      name: 'own methods, those of instances, and constants around a module',
      text: `class Cfg
  def self.port; 8080; end
  def port(n = 1) 5 + n end
end
module A; P = 1; module B; def self.p; P; end; end; end
P = 2
class M
  class << self
    def g; 81; end
  end
end
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: Cfg.port
  config.vm.network "forwarded_port", guest: M.g, host: A::B.p + 8080
  config.vm.network "forwarded_port", guest: 82, host: 1.eql?(1.0) ? 1 : 8082
end`,
      declared: ['8080:80', '8081:81', '8082:82'],
      unread: [],
    },
    {
      name: 'a counter in calls that are not followed',
      text: `port = 8080
[1,2].sort_by { |x| port += 1; -x }
[3,4].max_by { |x| port += 1; x }
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: port
end`,
      declared: [],
      unread: [5],
    },
    {
      name: 'a block that is kept for later',
      text: `port = 8080
bump = proc { |x| port += x }
at_exit(&bump)
trap("USR1") { port = 1 }
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: port
  config.vm.network "forwarded_port", guest: 81, host: 8181
end`,
      declared: ['8181:81'],
      unread: [6],
    },
    {
      name: 'a global that may be set',
      text: `$p = 8080
def setp(x); $p = x; end
setp(9090) if ENV["A"]
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: $p
end`,
      declared: [],
      unread: [5],
    },
    {
      name: 'return under a condition',
      text: `def outer
  [1, 2, 3].each { |x| return x if x == 2 }
  9
end
def maybe
  [1, 2, 3].each { |x| return x if ENV["A"] }
  9
end
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080 + outer
  config.vm.network "forwarded_port", guest: 81, host: 8180 + maybe
end`,
      declared: ['8082:80'],
      unread: [11],
    },
    {
      name: 'yield under a condition',
      text: `def each_port
  yield 80, 8080
  yield 81, 8081 if ENV["A"]
  yield 82, 8082
end
Vagrant.configure("2") do |config|
  each_port { |g, h| config.vm.network "forwarded_port", guest: g, host: h }
  each_port { |g, h| break if g == 80; config.vm.network "forwarded_port", guest: g, host: h + 1000 }
end`,
      declared: ['8080:80', '8082:82'],
      unread: [7],
    },
    {
      name: 'an early return',
      text: `def all
  return [80, 81] unless ENV["A"]
  [82]
end
Vagrant.configure("2") do |config|
  all.each { |g| config.vm.network "forwarded_port", guest: g, host: g + 8000 }
  config.vm.network "forwarded_port", guest: 5, host: 5000
end`,
      declared: ['5000:5'],
      unread: [6],
    },
    {
      name: 'next under a condition',
      text: `Vagrant.configure("2") do |config|
  [80, 81, 82].each do |p|
    next if ENV["A"] && p == 80
    config.vm.network "forwarded_port", guest: p, host: p + 8000
  end
  config.vm.network "forwarded_port", guest: 5, host: 5000
end`,
      declared: ['5000:5'],
      unread: [4],
    },
    {
      name: 'break under a condition',
      text: `Vagrant.configure("2") do |config|
  x = 0
  [80, 81, 82].each do |p|
    break if ENV["A"]
    x += 1
  end
  config.vm.network "forwarded_port", guest: 5, host: 5000 + x
  config.vm.network "forwarded_port", guest: 6, host: 6000
end`,
      declared: ['6000:6'],
      unread: [7],
    },
    {
      name: 'next out of a configure block',
      text: `Vagrant.configure("2") do |config|
  next if ENV["A"]
  config.vm.network "forwarded_port", guest: 5, host: 5000
end
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 6, host: 6000
end`,
      declared: ['6000:6'],
      unread: [3],
    },
    {
      name: 'return out of the file',
      text: `return if ENV["A"]
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 5, host: 5000
end`,
      declared: [],
      unread: [3],
    },
    {
      name: 'a forward that may replace another',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
  if ENV["A"]
    config.vm.network "forwarded_port", guest: 81, host: 8080
  end
  config.vm.network "forwarded_port", guest: 82, host: 8082, id: "x"
  config.vm.network "forwarded_port", guest: 83, host: 8083, id: "x" if ENV["B"]
end`,
      declared: [],
      unread: [2, 4, 6, 7],
    },
    {
      name: 'a machine that may be there',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
  config.vm.define "a" if ENV["A"]
end`,
      declared: [],
      unread: [2, 3],
    },
    {
      name: 'a machine with a name from the environment',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
  config.vm.define ENV["A"] || "zz" do |m|
    m.vm.network "forwarded_port", guest: 81, host: 8081
  end
end`,
      declared: [],
      unread: [2, 3, 4],
    },
    {
      name: 'a machine that may replace what it inherits',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
  config.vm.define "web" do |m|
    if ENV["A"]
      m.vm.network "forwarded_port", guest: 81, host: 8080
    end
  end
  config.vm.define "db"
end`,
      declared: ['db 8080:80'],
      unread: [2, 5],
    },
    {
      name: 'one of two configure blocks',
      text: `if ENV["A"]
  Vagrant.configure("2") do |config|
    config.vm.network "forwarded_port", guest: 80, host: 8080
  end
else
  Vagrant.configure("2") do |config|
    config.vm.network "forwarded_port", guest: 81, host: 8081
  end
end
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 82, host: 8080
  config.vm.network "forwarded_port", guest: 83, host: 8083
end`,
      declared: ['8083:83'],
      unread: [3, 7, 11],
    },
    {
      name: 'a core class is changed',
      text: `class Integer
  def +(o); 5; end
end
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080 + 1
end`,
      declared: [],
      unread: [1],
    },
    {
      name: 'eval outside',
      text: `eval("X = 5")
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080 + X
  config.vm.network "forwarded_port", guest: 81, host: 8081
end`,
      declared: [],
      unread: [1, 3, 4],
    },
    {
      name: 'eval inside',
      text: `Vagrant.configure("2") do |config|
  eval('config.vm.network "forwarded_port", guest: 80, host: 8080')
  config.vm.network "forwarded_port", guest: 81, host: 8081
end`,
      declared: [],
      unread: [2, 3],
    },
    {
      name: 'a binding',
      text: `x = 8080
b = binding
b.local_variable_set(:x, 9090)
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 81, host: x
end`,
      declared: [],
      unread: [3],
    },
    {
      name: 'the list of networks',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
  config.vm.networks.clear
  config.vm.networks.each { |t, o| o[:host] = 9090 }
end`,
      declared: [],
      unread: [2],
    },
    {
      name: 'an instance variable of Vagrant',
      text: `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
  config.vm.instance_variable_get(:@__networks).clear
end`,
      declared: [],
      unread: [2],
    },
    {
      name: 'a method object',
      text: `Vagrant.configure("2") do |config|
  net = config.vm.method(:network)
  net.call("forwarded_port", guest: 80, host: 8080)
end`,
      declared: [],
      unread: [2],
    },
    {
      name: 'a struct',
      text: `Setup = Struct.new(:config) do
  def run; config.vm.network "forwarded_port", guest: 80, host: 8080; end
end
Vagrant.configure("2") do |config|
  Setup.new(config).run
  config.vm.network "forwarded_port", guest: 81, host: 8081
end`,
      declared: [],
      unread: [5, 6],
    },
    {
      name: 'a class',
      text: `class Setup
  def initialize(c); @c = c; end
  def run; @c.vm.network "forwarded_port", guest: 80, host: 8080; end
end
Vagrant.configure("2") do |config|
  Setup.new(config).run
  config.vm.network "forwarded_port", guest: 81, host: 8081
end`,
      declared: [],
      unread: [6, 7],
    },
    {
      name: 'options that may change',
      text: `Vagrant.configure("2") do |config|
  opts = { guest: 80, host: 8080 }
  opts[:host] = 9090 if ENV["A"]
  config.vm.network "forwarded_port", **opts
  config.vm.network "forwarded_port", **opts.merge(host: 7070)
  config.vm.network "forwarded_port", guest: 80, **(ENV["A"] ? { host: 1234 } : { host: 1235 })
  config.vm.network "forwarded_port", **opts, host: 6060, guest: 60
end`,
      declared: [],
      unread: [4, 5, 6, 7],
    },
    {
      name: 'parts of a call',
      text: `Vagrant.configure("2") do |config|
  type = ENV["A"] ? "forwarded_port" : "private_network"
  config.vm.network type, guest: 80, host: 8080
  config.vm.network "forwarded_port", guest: 81, host: 8081, auto_correct: !ENV["A"].nil?
  config.vm.network "forwarded_port", guest: 82, host: 8082, description: ENV["A"]
  config.vm.network "forwarded_port", guest: 83, host: 8083, ENV["A"] => 1
end`,
      declared: [],
      unread: [3, 4, 5, 6],
    },
    {
      name: 'while with a limit from outside',
      text: `Vagrant.configure("2") do |config|
  i = 0
  while i < (ENV["A"] || "3").to_i
    config.vm.network "forwarded_port", guest: 80, host: 8080 + i
    i += 1
  end
  config.vm.network "forwarded_port", guest: 81, host: 9000 + i
  config.vm.network "forwarded_port", guest: 82, host: 9999
end`,
      declared: ['9999:82'],
      unread: [4, 7],
    },
    {
      name: 'case with a subject from outside',
      text: `Vagrant.configure("2") do |config|
  case ENV["A"]
  when "1" then config.vm.network "forwarded_port", guest: 80, host: 8080
  when nil then config.vm.network "forwarded_port", guest: 81, host: 8081
  else config.vm.network "forwarded_port", guest: 82, host: 8082
  end
  case [1, 2]
  in [a, b] then config.vm.network "forwarded_port", guest: a, host: 8090 + b
  end
  config.vm.network "forwarded_port", guest: 83, host: 8083
end`,
      declared: ['8083:83'],
      unread: [3, 4, 5, 8],
    },
    {
      name: 'other files',
      text: `require 'yaml'
require_relative 'nothing' rescue nil
settings = YAML.load("a: 1")
Vagrant.configure("2") do |config|
  settings.each { |k, v| config.vm.network "forwarded_port", guest: v, host: 8080 + v }
  config.vm.network "forwarded_port", guest: 81, host: 8081
end`,
      declared: ['8081:81'],
      unread: [2, 5],
    },
    {
      name: 'a provider override',
      text: `Vagrant.configure("2") do |config|
  config.vm.define "a" do |a|
    a.vm.provider "virtualbox" do |vb, o|
      o.vm.network "forwarded_port", guest: 80, host: 8080
    end
    a.vm.provider(:docker) { |d| d.ports = ["1:1"] }
    a.vm.network "forwarded_port", guest: 81, host: 8081
  end
end`,
      declared: ['a 8081:81'],
      unread: [4],
    },
    {
      name: 'a configure block without its parameter',
      text: `Vagrant.configure("2") do
  config.vm.network "forwarded_port", guest: 80, host: 8080
end`,
      declared: [],
      unread: [2],
    },
    {
      name: 'a configuration from a method that is not known',
      text: `Helper.configure do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8080
end`,
      declared: [],
      unread: [2],
    },
  ]);
});
