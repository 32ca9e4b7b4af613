import { declares } from './declares.ts';

describe('a Vagrantfile that changes what it uses', () => {
  declares([
    {
      name: 'redo',
      text: `n = 0
[1].each { |x| n += 1; redo if n < 3 }
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8000 + n
end`,
      declared: [],
      unread: [2],
    },
    {
      name: 'a method that gets another name',
      text: `def fwd(c, p); c.vm.network "forwarded_port", guest: p, host: p + 8000; end
def other(c, p); c.vm.network "forwarded_port", guest: p, host: p + 9000; end
alias fwd other
Vagrant.configure("2") do |config|
  fwd config, 80
  other config, 81
end`,
      declared: [],
      unread: [2, 5],
    },
    {
      name: 'a hash that each changes',
      text: `h = { a: 80, b: 81, c: 82 }
Vagrant.configure("2") do |config|
  h.each { |k, v| h.delete(:b); h[:c] = 99; config.vm.network "forwarded_port", guest: v, host: v + 8000 }
end`,
      declared: ['8080:80', '8099:99'],
      unread: [],
    },
    {
      name: 'a hash that map changes',
      text: `h = { a: 80, b: 81, c: 82 }
Vagrant.configure("2") do |config|
  h.map { |k, v| h.delete(:b); config.vm.network "forwarded_port", guest: v, host: v + 8000 }
end`,
      declared: [],
      unread: [3],
    },
    {
      name: 'a hash that for changes',
      text: `h = { a: 80, b: 81, c: 82 }
Vagrant.configure("2") do |config|
  for k, v in h
    h.delete(:b)
    config.vm.network "forwarded_port", guest: v, host: v + 8000
  end
end`,
      declared: [],
      unread: [3],
    },
    {
      name: 'an enumerator of a list that grows',
      text: `l = [80, 81]
e = l.each_with_index
l << 82
Vagrant.configure("2") do |config|
  e.each { |p, i| config.vm.network "forwarded_port", guest: p, host: 8000 + i }
end`,
      declared: [],
      unread: [5],
    },
    {
      name: 'rescue around several steps',
      text: `x = 1
y = (x = 5; nope; x = 6) rescue 3
z = (x = 7 if ENV["A"]; 9) rescue 3
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8000 + x
  config.vm.network "forwarded_port", guest: 81, host: 8100 + z
  config.vm.network "forwarded_port", { guest: 1 } rescue nil
  config.vm.network "forwarded_port", guest: 82, host: 8200 rescue nil
end`,
      declared: [],
      unread: [5, 6, 8],
    },
    {
      name: 'rescue around a method',
      text: `def f(c)
  c.vm.network "forwarded_port", guest: 80, host: 8080
  raise "x" if ENV["A"]
  c.vm.network "forwarded_port", guest: 81, host: 8081
end
Vagrant.configure("2") do |config|
  f(config) rescue nil
  config.vm.network "forwarded_port", guest: 82, host: 8082
end`,
      declared: ['8082:82'],
      unread: [2, 4],
    },
    {
      name: 'ensure',
      text: `def f(c)
  c.vm.network "forwarded_port", guest: 80, host: 8080
  return if ENV["A"]
  c.vm.network "forwarded_port", guest: 81, host: 8081
ensure
  c.vm.network "forwarded_port", guest: 83, host: 8083
end
Vagrant.configure("2") do |config|
  f(config)
  config.vm.network "forwarded_port", guest: 82, host: 8082
end`,
      declared: ['8080:80', '8082:82'],
      unread: [4, 6],
    },
    {
      name: 'Kernel.eval',
      text: `Kernel.eval('$x = 9')
$x ||= 1
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8000 + $x
end`,
      declared: [],
      unread: [1, 4],
    },
    {
      name: 'a list that is a key',
      text: `a = ["x"]
h = { a => 80 }
a << "y"
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: h[["x"]] || 8081
end`,
      declared: [],
      unread: [3],
    },
    {
      name: 'keys by identity',
      text: `s = "k"
h = { s => 80 }
h.compare_by_identity
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: h["k"] || 8081
end`,
      declared: [],
      unread: [5],
    },
    {
      name: 'a list that each and each_slice change',
      text: `l = [80, 81, 82]
Vagrant.configure("2") do |config|
  l.each { |p| l.shift if p == 80; config.vm.network "forwarded_port", guest: p, host: p + 8000 }
  l.each_slice(1) { |p| l << 90 if l.size < 4; config.vm.network "forwarded_port", guest: p[0], host: p[0] + 9000 }
end`,
      declared: [],
      unread: [4],
    },
    {
      name: 'a list under two names',
      text: `l = [80, 81]
m = l
l += [82]
m << 83
Vagrant.configure("2") do |config|
  (l + m).each { |p| config.vm.network "forwarded_port", guest: p, host: p + 8000 }
end`,
      declared: ['8080:80', '8081:81', '8082:82', '8083:83'],
      unread: [],
    },
    {
      name: 'constants of a class',
      text: `class Port
  A = 80
  def self.all; [A, B]; end
  B = 81
end
Vagrant.configure("2") do |config|
  Port.all.each { |p| config.vm.network "forwarded_port", guest: p, host: p + Port::A }
end`,
      declared: ['160:80', '161:81'],
      unread: [],
    },
    {
      name: 'block variables',
      text: `x = 10
[1, 2].each { |i; x| x = i }
[3].each { |x| x += 1 }
1.times { x += 1 }
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 8000 + x
end`,
      declared: ['8011:80'],
      unread: [],
    },
    {
      name: 'block parameters',
      text: `Vagrant.configure("2") do |config|
  [[1, 2], [3, 4]].each { |a| b, c = a; config.vm.network "forwarded_port", guest: b, host: 8000 + c }
  [[1, [2, 3]]].each { |a, b = 5, *c| config.vm.network "forwarded_port", guest: a, host: 8100 + b.size + c.size }
  [[1]].each { |a, b = 5| config.vm.network "forwarded_port", guest: a, host: 8200 + b }
  [1].each { |a, b = a| config.vm.network "forwarded_port", guest: a, host: 8300 + b }
  [{ k: 7 }].each { |k:| config.vm.network "forwarded_port", guest: 1, host: 8400 + k } rescue 0
  [[1, { k: 7 }]].each { |a, o| config.vm.network "forwarded_port", guest: a, host: 8500 + o[:k] }
  [[1, 2, 3]].each { |a, *, c| config.vm.network "forwarded_port", guest: a, host: 8600 + c }
  [[[1, 2], 3]].each { |(a, b), c| config.vm.network "forwarded_port", guest: a, host: 8700 + b + c }
end`,
      declared: ['8002:1', '8004:3', '8102:1', '8205:1', '8301:1', '8507:1', '8603:1', '8705:1'],
      unread: [],
    },
    {
      name: 'methods with keywords and splats',
      text: `def opts(port, **o) = { guest: port, host: port + 8000 }.merge(o)
def kw(a:, b: a + 1) = a + b
def rest(*a, last) = a.sum + last
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", **opts(80, auto_correct: true)
  config.vm.network "forwarded_port", guest: 81, host: kw(a: 4000)
  config.vm.network "forwarded_port", guest: 82, host: rest(1000, 2000, 3)
end`,
      declared: ['8080:80 auto', '8001:81', '3003:82'],
      unread: [],
    },
    {
      // Vagrant does not load the file: ArgumentError (unknown keyword: :c).
      name: 'a method with a keyword that it does not take',
      text: `def kw(a:, b: a + 1) = a + b
Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 81, host: 8081
  config.vm.network "forwarded_port", guest: 83, host: kw(a: 4000, c: 1)
end`,
      declared: [],
      unread: [],
    },
    {
      name: 'hashes with defaults',
      text: `Vagrant.configure("2") do |config|
  ports = Hash.new { |h, k| h[k] = 8000 + k }
  config.vm.network "forwarded_port", guest: 80, host: ports[80]
  d = Hash.new(5)
  config.vm.network "forwarded_port", guest: 81, host: 8100 + d[:x]
  e = {}
  e.default = 7
  config.vm.network "forwarded_port", guest: 82, host: 8200 + e[:x].to_i
end`,
      declared: [],
      unread: [3, 5, 8],
    },
    {
      name: 'assignments in expressions',
      text: `Vagrant.configure("2") do |config|
  a = b = 8080
  a += 1
  config.vm.network "forwarded_port", guest: 80, host: a
  config.vm.network "forwarded_port", guest: 81, host: b
  c = (d = [1]) << 2
  config.vm.network "forwarded_port", guest: 82, host: 8200 + d.size + c.size
  e = "8" + ("3" * 3)
  config.vm.network "forwarded_port", guest: 83, host: e
  f = config.vm.network "forwarded_port", guest: 84, host: 8084
  config.vm.network "forwarded_port", guest: 85, host: f ? 8085 : 1
end`,
      declared: ['8081:80', '8080:81', '8204:82', '8333:83', '8084:84'],
      unread: [11],
    },
  ]);
});
